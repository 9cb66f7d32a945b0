import * as core from '@actions/core';
import { actions } from '@konduct/core/plan/change';
core.info('hello' + actions.length);
export function x() { return 1; }
