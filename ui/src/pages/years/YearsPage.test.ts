import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { texts } from "./texts";
import { type NextStep, nextStep, type YearCard } from "./year";
import YearsPage from "./YearsPage.vue";

const draft: YearCard = {
  report: 2,
  damaged: null,
  year: 2025,
  state: "draft",
  published: null,
  missing: ["一", "二", "三", "四"],
  errors: 2,
  warnings: 1,
  deadline: { date: "2026年1月31日", days: 19, own: false },
  saved: "1月12日 15:04",
};
const published: YearCard = {
  ...draft,
  report: 1,
  year: 2024,
  state: "published",
  published: { date: "2025年1月20日", place: "镇政府网站" },
  missing: [],
  errors: 0,
  deadline: null,
};

function page(years: YearCard[]) {
  return mount(YearsPage, { props: { agency: "某镇", years, present: 2025, hasEarly: true } });
}

describe("the next step of a year", () => {
  it.each<[YearCard, NextStep | null]>([
    [draft, "fill"],
    [{ ...draft, missing: [] }, "mend"],
    [{ ...draft, missing: [], errors: 0 }, "finalise"],
    [{ ...draft, state: "final" }, "publish"],
    [published, null],
  ])("%#", (card, step) => {
    expect(nextStep(card)).toBe(step);
  });
});

describe("home", () => {
  it("tells of each year what is to be known", () => {
    const wrapper = page([draft, published]);
    const [now, before] = wrapper.findAll("article").map((card) => card.text());
    for (const told of ["2025年", "草稿", "错误 2", "提醒 1", "还缺 4 处", "另有 1 处", "还有 19 天"]) expect(now).toContain(told);
    for (const told of ["2024年", "已公布", "镇政府网站", texts.complete]) expect(before).toContain(told);
  });

  it("offers one obvious step, for the present year only", async () => {
    const wrapper = page([draft, published]);
    const steps = wrapper.findAll("[data-act=step]");
    expect(steps.map((step) => step.text())).toEqual([texts.steps.fill]);
    await steps[0]?.trigger("click");
    expect(wrapper.emitted("step")).toEqual([[2025, "fill"]]);
  });

  it("starts the present year, from last year or blank", async () => {
    const wrapper = page([published]);
    await wrapper.get("[data-act=start-from]").trigger("click");
    await wrapper.get("[data-act=start-blank]").trigger("click");
    expect(wrapper.emitted("start")).toEqual([[2025, 2024], [2025, null]]);
    expect(page([draft, published]).find(".start").exists()).toBe(false);
  });

  it("shows numbers from before the forms as what they are: nothing to finish, print or publish", async () => {
    const wrapper = page([{ ...published, state: "historic", published: null }]);
    const card = wrapper.get("article");
    expect(card.get(".pill").text()).toBe(texts.states.historic);
    expect(card.findAll("[data-act]").map((it) => it.attributes("data-act"))).toEqual(["open"]);
    expect(card.text()).not.toContain(texts.complete);
    await wrapper.get("[data-act=early]").trigger("click");
    expect(wrapper.emitted("early")).toHaveLength(1);
    await wrapper.setProps({ hasEarly: false });
    expect(wrapper.find("[data-act=early]").exists()).toBe(false);
  });

  it("helps the first time too", () => {
    const wrapper = page([]);
    expect(wrapper.text()).toContain(texts.none);
    expect(wrapper.find("[data-act=start-from]").exists()).toBe(false);
    expect(wrapper.get("[data-act=start-blank]").classes()).toContain("primary");
  });

  it.each([[1, "还有 1 天"], [0, "今天是最后一天"], [-3, "已过 3 天"]])("counts %i days to the deadline", (days, told) => {
    expect(page([{ ...draft, deadline: { date: "2026年1月31日", days, own: false } }]).get(".due").text()).toContain(told);
  });

  it("says where the deadline is the agency's own", () => {
    const due = (own: boolean) => page([{ ...draft, deadline: { date: "2026年1月20日", days: 8, own } }]).get(".due").text();
    expect(due(true)).toContain("自定");
    expect(due(false)).not.toContain("自定");
  });
});
