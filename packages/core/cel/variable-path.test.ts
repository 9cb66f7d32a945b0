import { describe, expect, test } from 'vitest';
import { compile } from './example.fixture.ts';

describe('references', () => {
  test.each([
    ["portal.name + '-' + text", ['portal.name', 'text']],
    ["true ? portal.name : portal.labels['x']", ['portal.name', 'portal.labels.x']],
    ['has(portal.size)', ['portal.size']],
    ["portal.?labels[?'x'].orValue(text)", ['portal.labels.x', 'text']],
    ['teams[0].portals[0].name', ['teams.0.portals.0.name']],
    ['teams[portal.size].name', ['teams', 'portal.size']],
    ["portal.labels[text + 'x']", ['portal.labels', 'text']],
    ['teams.filter(t, t.name == portal.name).map(text, text.name)', ['teams', 'portal.name']],
    ['teams.map(t, t.name != text, t.portals.map(p, p.name + t.name))', ['teams', 'text']],
    ['cel.bind(text, portal.name, text + text)', ['portal.name']],
    ['cel.bind(x, text, [x].map(x, x))', ['text']],
    ['optional.of(portal).name', ['portal']],
    ["{text: [portal, 'x']}", ['text', 'portal']],
    ["'a'", []],
    ['type(text) == string', ['text']],
  ])('of %s are %j', (source, expected) => {
    const { references } = compile(source);
    expect(references.map(({ path }) => path.join('.'))).toEqual(expected);
  });

  test('say where they stand', () => {
    const source = "'x' + ( portal ) . name";
    const [reference] = compile(source).references;
    expect(source.slice(reference?.start, reference?.end)).toBe('portal ) . name');
  });
});
