/** Where one is in a table: the cell with the cursor, and the range that reaches from it. */
import { computed, type ComputedRef, type Ref, ref } from "vue";

import type { Command } from "./commands";
import { type Area, descend, edge, follow, type Geometry, rowEnd, span, step, type ValuePlace, valuesIn } from "./navigation";

export interface Cursor {
  readonly at: Ref<string | null>;
  readonly area: ComputedRef<Area | null>;
  /** The cells of the range, when it is more than the cursor. */
  readonly range: ComputedRef<ReadonlySet<string>>;
  /** The cell the cursor is in, or where it would enter the table. */
  readonly entrance: ComputedRef<string | null>;
  readonly set: (id: string) => void;
  readonly extendTo: (id: string) => void;
  readonly collapse: () => void;
  readonly all: () => void;
  /** Where a key leads; null when it leads out of the table. Nothing moves yet. */
  readonly target: (command: Command) => { id: string; extends: boolean } | null;
  readonly go: (id: string, command: Command) => void;
}

export function useCursor(
  grid: ComputedRef<Geometry>,
  isSkipped: (id: string) => boolean,
  isFilled: (id: string) => boolean,
): Cursor {
  const at = ref<string | null>(null);
  /** The far corner of the range. */
  const head = ref<string | null>(null);
  const whole = ref(false);
  /** The row and the column the arrows keep to over merged cells. */
  const track = { row: 0, column: 0 };
  /** Where a line was begun: Enter after Tab goes under it, as in a worksheet. */
  let lineStart: number | null = null;

  const placeOf = (id: string | null) => (id === null ? undefined : grid.value.find(id));
  const area = computed(() => {
    const [from, to] = [placeOf(at.value), placeOf(head.value ?? at.value)];
    const { values } = grid.value;
    const [first, last] = [values[0], values.at(-1)];
    if (whole.value && first && last) {
      return values.reduce<Area>((sum, place) => ({
        top: Math.min(sum.top, place.top),
        left: Math.min(sum.left, place.left),
        bottom: Math.max(sum.bottom, place.bottom),
        right: Math.max(sum.right, place.right),
      }), { top: first.top, left: first.left, bottom: last.bottom, right: last.right });
    }
    return from && to ? span(grid.value, from, to) : null;
  });
  const range = computed(() => {
    const inside = area.value ? valuesIn(grid.value, area.value) : [];
    return new Set(inside.length > 1 ? inside.map(({ id }) => id) : []);
  });

  function keepTrack(place: ValuePlace) {
    if (track.row < place.top || track.row > place.bottom) track.row = place.top;
    if (track.column < place.left || track.column > place.right) track.column = place.left;
  }

  function set(id: string) {
    const place = placeOf(id);
    if (!place) return;
    at.value = id;
    head.value = null;
    whole.value = false;
    keepTrack(place);
  }

  function extendTo(id: string) {
    whole.value = false;
    head.value = id === at.value ? null : id;
    const place = placeOf(id);
    if (place) keepTrack(place);
  }

  function target(command: Command) {
    const extending = "extends" in command && command.extends;
    const from = placeOf(extending ? (head.value ?? at.value) : at.value);
    if (!from) return null;
    const to = destination(from, command);
    return to && { id: to.id, extends: extending };
  }

  function destination(from: ValuePlace, command: Command): ValuePlace | null {
    const { values } = grid.value;
    switch (command.kind) {
      case "move": {
        const line = command.way === "left" || command.way === "right" ? track.row : track.column;
        return command.far ? edge(grid.value, from, command.way, line, isFilled) : step(grid.value, from, command.way, line);
      }
      case "end":
        if (command.far) return (command.which === "first" ? values[0] : values.at(-1)) ?? null;
        return rowEnd(grid.value, from, command.which);
      case "tab":
        return follow(grid.value, from, command.by, isSkipped);
      case "enter": {
        const start = lineStart === null ? from : (startOfLine(from, lineStart) ?? from);
        return descend(grid.value, start, command.by > 0 ? "down" : "up", lineStart ?? track.column, isSkipped);
      }
      default:
        return null;
    }
  }

  function startOfLine(from: ValuePlace, column: number): ValuePlace | undefined {
    const place = grid.value.at[from.top]?.[column];
    return place?.id ? grid.value.find(place.id) : undefined;
  }

  function go(id: string, command: Command) {
    if (command.kind === "tab") lineStart ??= placeOf(at.value)?.left ?? null;
    else {
      if (command.kind === "enter" && lineStart !== null) track.column = lineStart;
      lineStart = null;
    }
    if ("extends" in command && command.extends) extendTo(id);
    else set(id);
  }

  return {
    at,
    area,
    range,
    entrance: computed(() => placeOf(at.value)?.id ?? grid.value.values[0]?.id ?? null),
    set: (id) => {
      lineStart = null;
      set(id);
    },
    extendTo,
    collapse: () => {
      head.value = null;
      whole.value = false;
    },
    all: () => (whole.value = true),
    target,
    go,
  };
}
