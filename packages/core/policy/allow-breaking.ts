/** The label on a pull request with which a code owner allows changes of APIs that the gate of an environment stops. */
export const allowBreakingLabel = 'konduct-allow-breaking';
