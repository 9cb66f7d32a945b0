/** The label on a pull request by which a code owner lets changes of APIs through that the gate of an environment stops. */
export const allowBreakingLabel = 'konduct-allow-breaking';
