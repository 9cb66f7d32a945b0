// Written by `npm run generate` from the schemas of manifests, blueprints, plan files and snapshots. Do not edit.
import type { ValidateFunction } from 'ajv/dist/2020.js';

export const manifest: ValidateFunction;
export const blueprint: ValidateFunction;
export const acceptedChanges: ValidateFunction;
export const planFile: ValidateFunction;
export const snapshot: ValidateFunction;
