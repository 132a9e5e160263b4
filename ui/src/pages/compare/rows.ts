/** So many rows of the table of figures are shown, and told in full, before all are asked for: more than anybody reads at a glance. */
export const firstRows = 24;

/** Of them, so many are written first. */
export const nearRows = 6;
