/** Value of the field `series` that a data set stands for. */
export function seriesOf(dataset) {
    const leaves = dataset.domains.flat().filter(Array.isArray);
    return leaves.find(([name]) => name === "series")?.[2];
}

/** A month in which a series has no row is a gap in its line, not a zero. */
export function withGaps(dataset) {
    return {
        ...dataset,
        data: dataset.data.map((value, place) =>
            dataset.domains[place]?.length === 0 ? null : value
        ),
    };
}

const DASHES = { tested: [2, 3], forecast: [8, 4] };

/** What is not known is dashed, so that nobody needs to tell colours apart. */
export function dashed(dataset) {
    return { ...dataset, borderDash: DASHES[seriesOf(dataset)] || [] };
}

/** The target is a line before the bars of what came. */
export function targetAsLine(dataset, color) {
    if (seriesOf(dataset) !== "target") {
        return dataset;
    }
    return {
        ...dataset,
        type: "line",
        order: -1,
        stack: "target",
        fill: false,
        tension: 0,
        borderColor: color,
        backgroundColor: color,
        borderWidth: 3,
        pointRadius: 4,
        pointHitRadius: 20,
    };
}
