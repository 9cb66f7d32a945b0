/** What happens to an entity when the one is deleted that it refers to: it goes along, or it keeps the other from going. */
export type Effect = 'goes-along' | 'stands-in-the-way';

/** A way in which an entity of a kind depends on one of another kind. Kinds are decK's words. */
export interface Relation {
  /** The field with the id or the name of the other entity, dotted. In a dump, nesting stands for it as well. */
  readonly field: string;
  readonly on: string;
  readonly effect: Effect;
}

const along = (field: string, on: string): Relation => ({ field, on, effect: 'goes-along' });
const inTheWay = (field: string, on: string): Relation => ({ field, on, effect: 'stands-in-the-way' });
const ofConsumer = [along('consumer', 'consumer')];

/**
 * The relations of each kind, as Kong has them: `on_delete = "cascade"` in kong/db/schema/entities and in the plugins'
 * daos.lua, of Kong Enterprise for consumer groups and mtls-auth; a foreign key without it refuses. The snis of a
 * certificate are deleted by kong/db/dao/certificates.lua, and kong/db/dao/ca_certificates.lua refuses while services or
 * plugins name the certificate. Konnect refuses for routes as Kong does (github.com/Kong/kong-operator/issues/777). That a
 * partial in use is not deleted is a guess.
 */
export const relations: Readonly<Record<string, readonly Relation[]>> = {
  route: [inTheWay('service', 'service')],
  plugin: [
    along('service', 'service'),
    along('route', 'route'),
    along('consumer', 'consumer'),
    along('consumer_group', 'consumer-group'),
    inTheWay('config.ca_certificates', 'ca-certificate'),
    inTheWay('partials', 'partial'),
  ],
  'filter-chain': [along('service', 'service'), along('route', 'route')],
  service: [inTheWay('client_certificate', 'certificate'), inTheWay('ca_certificates', 'ca-certificate')],
  upstream: [inTheWay('client_certificate', 'certificate')],
  target: [along('upstream', 'upstream')],
  sni: [along('certificate', 'certificate')],
  key: [along('set', 'key-set')],
  'key-auth': ofConsumer,
  'basic-auth': ofConsumer,
  'hmac-auth': ofConsumer,
  'jwt-auth': ofConsumer,
  'acl-group': ofConsumer,
  'oauth2-cred': ofConsumer,
  'mtls-auth': [...ofConsumer, along('ca_certificate', 'ca-certificate')],
};
