/** Draws the lines between the fields, their names and the numbers of the points. */
export function fieldsPlugin(cross, words, ink) {
    return {
        id: "fields",
        beforeDatasetsDraw(chart) {
            const { ctx, chartArea: area, scales } = chart;
            const x = scales.x.getPixelForValue(cross.x);
            const y = scales.y.getPixelForValue(cross.y);
            ctx.save();
            ctx.strokeStyle = ctx.fillStyle = ink;
            ctx.globalAlpha = 0.5;
            ctx.beginPath();
            ctx.moveTo(x, area.top);
            ctx.lineTo(x, area.bottom);
            ctx.moveTo(area.left, y);
            ctx.lineTo(area.right, y);
            ctx.stroke();
            ctx.globalAlpha = 0.8;
            words.forEach((word, corner) => writeCorner(ctx, area, word, corner));
            ctx.restore();
        },
        afterDatasetsDraw(chart) {
            const { ctx } = chart;
            ctx.save();
            ctx.fillStyle = ink;
            for (const [place, numbers] of numbersByPlace(chart)) {
                const [x, y] = place.split(":").map(Number);
                ctx.fillText(numbers.join(", "), x + 9, y - 6);
            }
            ctx.restore();
        },
    };
}

/** Points on one place share their label. */
function numbersByPlace(chart) {
    const places = new Map();
    chart.data.datasets.forEach((dataset, index) =>
        chart.getDatasetMeta(index).data.forEach((mark, place) => {
            const key = `${Math.round(mark.x / 4) * 4}:${Math.round(mark.y / 4) * 4}`;
            places.set(key, [...(places.get(key) || []), dataset.data[place].number]);
        })
    );
    return places;
}

function writeCorner(ctx, area, word, corner) {
    const isRight = corner % 2 === 1;
    ctx.textAlign = isRight ? "right" : "left";
    const y = corner < 2 ? area.top + 14 : area.bottom - 8;
    ctx.fillText(word, isRight ? area.right - 6 : area.left + 6, y);
}
