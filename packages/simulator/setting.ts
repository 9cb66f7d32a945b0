import { type Parent, scopeOf } from './collection.ts';
import { answer } from './request.ts';
import type { Call, Method, Route } from './route.ts';
import { check } from './rules/check.ts';
import { type Fields, mergePatch } from './rules/merge.ts';
import { notFound, problem } from './rules/problem.ts';
import type { Shape } from './rules/shape.ts';
import { sameJson } from './rules/sorted-keys.ts';
import type { Row } from './store/table.ts';

/** An object that exists once: an organization's authentication settings, a portal's custom domain. */
export interface Setting {
  readonly host: 'global' | 'regional';
  readonly path: string;
  readonly name: string;
  readonly parents?: readonly Parent[];
  /** The fields before the first write. Without it, reads answer 404 until a POST. */
  readonly initial?: (call: Call) => Fields;
  /** False when there is no GET. */
  readonly readable?: boolean;
  readonly create?: Shape;
  readonly update?: Shape;
  readonly replace?: Shape;
  readonly replaceStatus?: number;
  readonly removable?: boolean;
  /** The fields of a created object; the body by default. */
  readonly build?: (body: Fields, call: Call) => Fields;
  /** The fields after a PATCH; a merge patch by default. */
  readonly merge?: (before: Fields, body: Fields, call: Call) => Fields;
  readonly view?: (fields: Fields, call: Call) => Fields;
}

/** The routes of a setting. Methods that the description leaves out have none. */
export function settingRoutes(setting: Setting): Route[] {
  const { host, path, name } = setting;
  const routes: Route[] = [];
  const add = (method: Method, run: Route['run']) => routes.push({ host, method, path, run });
  const table = (call: Call) => call.store.table('settings', scopeOf(setting.parents ?? [], call));
  const read = (call: Call): Fields => {
    const { id: _, ...fields } = table(call).get(name) ?? { id: name, ...setting.initial?.(call) };
    if (Object.keys(fields).length === 0 && setting.initial === undefined) throw notFound(name, call.path);
    return fields;
  };
  const write = (call: Call, fields: Fields): Fields => {
    const row: Row = { ...fields, id: name };
    // A setting with its initial value has no row, so that equal organizations have equal states.
    if (setting.initial !== undefined && sameJson(fields, setting.initial(call))) table(call).remove(name);
    else table(call).put(row);
    return shown(call, fields);
  };
  const shown = (call: Call, fields: Fields) => setting.view?.(fields, call) ?? fields;

  if (setting.readable !== false) add('GET', (call) => answer(200, shown(call, read(call))));
  if (setting.create) {
    const shape = setting.create;
    add('POST', (call) => {
      const body = check(shape, call.body);
      if (table(call).get(name) !== undefined) throw problem(409, `${name} exists already`);
      return answer(201, write(call, setting.build?.(body, call) ?? body));
    });
  }
  if (setting.update) {
    const shape = setting.update;
    add('PATCH', (call) => {
      const before = read(call);
      const body = check(shape, call.body);
      return answer(200, write(call, setting.merge?.(before, body, call) ?? mergePatch(before, body)));
    });
  }
  if (setting.replace) {
    const shape = setting.replace;
    add('PUT', (call) => {
      read(call);
      const body = check(shape, call.body);
      return answer(setting.replaceStatus ?? 200, write(call, setting.build?.(body, call) ?? body));
    });
  }
  if (setting.removable) {
    add('DELETE', (call) => {
      read(call);
      table(call).remove(name);
      return answer(204);
    });
  }
  return routes;
}
