export const SCORES = [1, 2, 3, 4, 5];

/**
 * Cells and segments of the map from groups by recency, frequency and segment.
 *
 * A cell carries the name of the segment with most of its customers; heat is the
 * cell's part of the fullest cell, from 0 to 1.
 */
export function buildMap(groups) {
    const cells = new Map();
    const segments = new Map();
    const total = { count: 0, amount: 0 };
    for (const group of groups) {
        const [segmentId, segmentName] = group.rfm_segment_id || [false, ""];
        const count = group.__count;
        const amount = group["rfm_amount:sum_currency"] || 0;
        const key = cellKey(group.rfm_r, group.rfm_f);
        const cell = cells.get(key) || { count: 0, amount: 0, names: {} };
        cell.names[segmentName] = (cell.names[segmentName] || 0) + count;
        const segment = segments.get(segmentId) || {
            id: segmentId,
            name: segmentName,
            count: 0,
            amount: 0,
        };
        for (const part of [cell, segment, total]) {
            part.count += count;
            part.amount += amount;
        }
        cells.set(key, cell);
        segments.set(segmentId, segment);
    }
    return { cells, segments: sortedSegments(segments, total), total };
}

export function cellKey(recency, frequency) {
    return `${recency}-${frequency}`;
}

/** Five rows of five cells, most orders on top, latest orders at the right. */
export function mapRows(map, measure) {
    const highest = Math.max(0, ...[...map.cells.values()].map((cell) => cell[measure]));
    return [...SCORES].reverse().map((frequency) =>
        SCORES.map((recency) => {
            const cell = map.cells.get(cellKey(recency, frequency));
            return {
                key: cellKey(recency, frequency),
                recency,
                frequency,
                count: cell?.count || 0,
                amount: cell?.amount || 0,
                name: cell ? mostFrequent(cell.names) : "",
                heat: cell && highest ? Math.max(0, cell[measure]) / highest : 0,
            };
        })
    );
}

function mostFrequent(names) {
    return Object.entries(names).sort((one, two) => two[1] - one[1])[0][0];
}

function sortedSegments(segments, total) {
    return [...segments.values()]
        .sort((one, two) => two.amount - one.amount)
        .map((segment) => ({
            ...segment,
            share: total.amount ? segment.amount / total.amount : 0,
        }));
}
