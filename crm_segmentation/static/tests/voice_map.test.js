import { lookOf, mapConfig } from "@crm_segmentation/components/voice_map/voice_map_config";
import { crossing, KINDS, pointsOf } from "@crm_segmentation/components/voice_map/voice_map_data";
import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

defineMailModels();

const CLASSES = [
    ["must_be", "Must-be"],
    ["attractive", "Attractive"],
];
const FEATURES = [
    { id: 7, name: "On time", kano_class: "must_be", better: 0.25, worse: -0.75 },
    { id: 8, name: "Seen on the phone", kano_class: "attractive", better: 0.5, worse: 0 },
];

test("a Kano map counts both ways in percent and divides at half", () => {
    const points = pointsOf(KINDS.kano, FEATURES);
    expect(points.map(({ number, x, y }) => [number, x, y])).toEqual([
        [1, 75, 25],
        [2, 0, 50],
    ]);
    expect(crossing(KINDS.kano, FEATURES)).toEqual({ x: 50, y: 50 });
});

test("priorities are divided at the averages of the index", () => {
    const rows = [
        {
            id: 1,
            node_id: [4, "Safety"],
            quadrant: "concentrate",
            importance: 0.45,
            score: 30,
            importance_line: 0.33,
            score_line: 46.7,
        },
    ];
    const [point] = pointsOf(KINDS.priority, rows);
    expect([point.name, point.x, point.y]).toEqual(["Safety", 0.45, 30]);
    expect(crossing(KINDS.priority, rows)).toEqual({ x: 0.33, y: 46.7 });
});

test("each class has a colour and a mark of its own", () => {
    const points = pointsOf(KINDS.kano, FEATURES);
    const map = { points, cross: { x: 50, y: 50 }, classes: CLASSES, ink: "black" };
    const { datasets } = mapConfig(KINDS.kano, map).data;
    expect(datasets.map(({ label }) => label)).toEqual(["Must-be", "Attractive"]);
    expect(datasets[0].pointStyle).not.toBe(datasets[1].pointStyle);
    expect(datasets[0].backgroundColor).not.toBe(datasets[1].backgroundColor);
    expect(lookOf(CLASSES, "attractive").mark).toBe(datasets[1].pointStyle);
});
