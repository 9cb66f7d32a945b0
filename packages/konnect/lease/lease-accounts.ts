import { valueAt } from '@konduct/core/value/value-at';
import { bodyOf, type Exchange, isSuccess } from '../exchange.ts';
import { fillPath } from '../kinds/path.ts';
import { readItems } from '../listing.ts';
import { type Purpose, refusal } from '../refusal.ts';
import { AmbiguousWrite } from '../retry.ts';
import type { KonnectAnswer, KonnectRequest } from '../transport.ts';
import { leaseAccount, leaseName, leasePath } from './lease-account.ts';
import { type LeaseNote, leaseDescription, readLeaseNote } from './lease-note.ts';

/** A lease in Konnect. */
export interface SeenLease {
  readonly id: string;
  /** Undefined if its description is not one that Konduct wrote. */
  readonly note: LeaseNote | undefined;
}

/** The requests about the system account of a lease. Each throws a UserError for an answer that it has no use for. */
export class LeaseAccounts {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Creates it. Undefined if there is one already, or if it is not known whether this request created it. */
  async create(note: LeaseNote): Promise<string | undefined> {
    const body = { name: leaseName, description: leaseDescription(note) };
    const request = { method: 'POST', scope: 'global', path: leasePath, body } as const;
    const purpose: Purpose = { kind: leaseAccount, verb: 'create' };
    try {
      const answer = await this.#exchange.answer(purpose, request, false);
      if (answer.status === 409) return undefined;
      return idIn(bodyOf(purpose, request, answer));
    } catch (error) {
      if (error instanceof AmbiguousWrite) return undefined;
      throw error;
    }
  }

  async find(): Promise<SeenLease | undefined> {
    const purpose: Purpose = { kind: leaseAccount, verb: 'list' };
    const items = await readItems(this.#exchange, purpose, 'global', {}, { 'filter[name][eq]': leaseName });
    // A filter that Konnect does not know would list all accounts.
    const found = items.find(({ raw }) => valueAt(raw, 'name') === leaseName);
    const id = found && idIn(found.raw);
    return id === undefined ? undefined : { id, note: readLeaseNote(valueAt(found?.raw, 'description')) };
  }

  /**
   * Writes another end into it.
   *
   * @param give when it fires, waiting for the answer ends
   * @returns false if the account is gone
   */
  async prolong(id: string, note: LeaseNote, give: AbortSignal): Promise<boolean> {
    const body = { description: leaseDescription(note) };
    const answer = await this.#send('update', { method: 'PATCH', scope: 'global', path: pathOf(id), body }, give);
    return answer.status !== 404;
  }

  /** Deletes it; done as well if it is gone already. */
  async remove(id: string): Promise<void> {
    await this.#send('delete', { method: 'DELETE', scope: 'global', path: pathOf(id) });
  }

  async #send(verb: Purpose['verb'], request: KonnectRequest, give?: AbortSignal): Promise<KonnectAnswer> {
    const purpose: Purpose = { kind: leaseAccount, verb };
    const answer = await this.#exchange.answer(purpose, request, true, give);
    if (!isSuccess(answer) && answer.status !== 404) throw refusal(purpose, request, answer);
    return answer;
  }
}

function pathOf(id: string): string {
  return fillPath(`${leasePath}/{id}`, { id });
}

function idIn(body: unknown): string | undefined {
  const id = valueAt(body, 'id');
  return typeof id === 'string' ? id : undefined;
}
