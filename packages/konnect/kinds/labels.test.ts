import fc from 'fast-check';
import { expect, test } from 'vitest';
import { controlPlane } from './control-plane.ts';
import { exampleUpdate } from './example.fixture.ts';
import { mergedLabels, replacedLabels, wantedLabels } from './labels.ts';
import { team } from './team.ts';

const labels = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'konduct-owner', 'konduct-digest', '__proto__'),
  fc.string(),
);

test('merging sends the least that leads from what is there to what is wanted', () => {
  fc.assert(
    fc.property(labels, labels, fc.option(fc.string(), { nil: undefined }), (observed, wanted, digest) => {
      const more = digest === undefined ? { labels: wanted } : { labels: wanted, digest };
      const update = exampleUpdate(team, { name: 't' }, { fields: {}, labels: observed }, [], more);
      const sent = mergedLabels(update);
      const merged = new Map(Object.entries(observed));
      for (const [name, value] of Object.entries(sent ?? {})) {
        expect(value).not.toBe(observed[name]);
        if (value === null) merged.delete(name);
        else merged.set(name, value);
      }
      expect(Object.fromEntries(merged)).toEqual(wantedLabels(update));
      expect(sent === undefined).toBe(Object.keys(sent ?? {}).length === 0);
    }),
  );
});

test('replacing sends the complete map, or nothing when nothing differs', () => {
  fc.assert(
    fc.property(labels, labels, (observed, wanted) => {
      const update = exampleUpdate(controlPlane, { name: 'cp' }, { fields: {}, labels: observed }, [], {
        labels: wanted,
      });
      const same = JSON.stringify(Object.entries(observed).sort()) === JSON.stringify(Object.entries(wanted).sort());
      expect(replacedLabels(update)).toEqual(same ? undefined : wanted);
    }),
  );
});
