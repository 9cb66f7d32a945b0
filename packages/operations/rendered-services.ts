import type { Documents } from '@konduct/core/graph/documents';
import type { Fields } from '@konduct/core/provider/provider';
import { convertedName, limits } from '@konduct/deck/render/files';
import { type ServiceId, serviceIds } from '@konduct/deck/render/service-ids';
import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import type { DeckTeam } from './deck/teams.ts';
import type { TextFiles } from './text-file.ts';

const apiNameTag = 'ko-api-name=';

/**
 * The gateway services of one organization in its committed decK files. A file is read when a link to one of its
 * services is first compared; a run without links reads none.
 */
export class RenderedServices implements Required<Pick<Documents, 'expected'>> {
  readonly #files: TextFiles;
  readonly #teams: readonly DeckTeam[];
  readonly #byApi = new Map<string, readonly ServiceId[]>();
  #paths: ReadonlyMap<string, readonly string[]> | undefined;

  /** @param teams the organization's teams in all of its environments */
  constructor(files: TextFiles, teams: readonly DeckTeam[]) {
    this.#files = files;
    this.#teams = teams;
  }

  /**
   * The ids of the services with the tags of a selector; undefined where no file has such a service, or it has no id.
   */
  expected(kind: string, selector: Fields, region: string): ReadonlySet<string> | undefined {
    const { external, name } = gatewayService;
    const tags: readonly unknown[] = Array.isArray(selector.tags) ? selector.tags : [];
    const tag = tags.find((candidate) => typeof candidate === 'string' && candidate.startsWith(apiNameTag));
    if (kind !== name || !external || typeof tag !== 'string') return undefined;
    const services = this.#servicesOf(keyOf(region, tag.slice(apiNameTag.length)));
    const matching = services.filter((service) => external.matches({ ...service }, selector));
    const ids = matching.flatMap(({ id }) => id ?? []);
    return ids.length > 0 && ids.length === matching.length ? new Set(ids) : undefined;
  }

  #servicesOf(api: string): readonly ServiceId[] {
    const known = this.#byApi.get(api);
    if (known) return known;
    this.#paths ??= this.#pathsByApi();
    const services = (this.#paths.get(api) ?? []).flatMap((path) => {
      // Linting and syncing report errors in the file.
      const result = this.#files.read(path, limits.deck);
      return result.type === 'file' ? serviceIds(result.file) : [];
    });
    this.#byApi.set(api, services);
    return services;
  }

  #pathsByApi(): ReadonlyMap<string, readonly string[]> {
    const paths = new Map<string, string[]>();
    for (const { region, services } of this.#teams) {
      for (const { apiName, directory } of services) {
        const key = keyOf(region, apiName);
        paths.set(key, [...(paths.get(key) ?? []), `${directory}/${convertedName}`]);
      }
    }
    return paths;
  }
}

/** An organization may have APIs with one name in several regions. */
function keyOf(region: string, apiName: string): string {
  return `${region} ${apiName}`;
}
