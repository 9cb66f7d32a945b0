import ts from 'typescript';
import type { Mutant } from './mutant.ts';
import { parse } from './mutators.ts';

/** What a place of the text becomes: changed by one of several mutants, or counted because it is a loop's body. */
interface Site {
  readonly start: number;
  readonly end: number;
  readonly mutants: Mutant[];
  isLoop: boolean;
}

/**
 * A source file that contains all of the mutants at once, each behind a switch: `konductMutant(7)` says whether mutant 7
 * is the one that is tried. Loops call `konductLoop()`, which ends those that a mutant lets run for ever.
 */
export function withSwitches(path: string, text: string, mutants: readonly Mutant[]): string {
  const sites = new Map<string, Site>();
  const siteAt = (start: number, end: number): Site => {
    const key = `${start}-${end}`;
    const site = sites.get(key) ?? { start, end, mutants: [], isLoop: false };
    sites.set(key, site);
    return site;
  };
  for (const mutant of mutants) siteAt(mutant.start, mutant.end).mutants.push(mutant);
  const source = parse(path, text);
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) siteAt(node.statement.getStart(source), node.statement.end).isLoop = true;
    ts.forEachChild(node, visit);
  };
  visit(source);
  // Outer ones first: places are nodes of one tree, so that two of them nest or are apart.
  const ordered = [...sites.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  const render = (start: number, end: number): string => {
    let result = '';
    let at = start;
    for (let site = ordered[next]; site && site.end <= end; site = ordered[next]) {
      next += 1;
      result += text.slice(at, site.start) + around(site, render(site.start, site.end));
      at = site.end;
    }
    return result + text.slice(at, end);
  };
  return render(0, text.length);
}

function around({ mutants, isLoop }: Site, base: string): string {
  let result = base;
  for (const { id, text } of mutants)
    result =
      text === undefined
        ? `{ if (!konductMutant(${id})) ${result} }`
        : `(konductMutant(${id}) ? (${text}) : ${result})`;
  return isLoop ? `{ konductLoop(); ${result} }` : result;
}
