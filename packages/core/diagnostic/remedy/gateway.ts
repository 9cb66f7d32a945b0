import type { Remedies } from './remedies.ts';

/** What to do about findings of decK and about gateways. */
export const gatewayRemedies: Remedies = {
  'decK and gateways': {
    'deck-missing':
      'Put decK of the version that the finding names on the `PATH`, let the machine reach github.com (`HTTPS_PROXY` is honoured), or install Go so that it can be built.',
    'deck-untrusted':
      'A note: set `deck-checksums` to the digest it names, and exactly this release is taken from then on. A warning: the release is not the one that was named; find out why before you change `deck-checksums`.',
    'deck-failed':
      'Mend what decK says. On a line of an `openapi.yaml` the service [keeps what it had](../how-to/stage-and-sync.md#documents-that-deck-cannot-convert); its team mends the document, or the manifest sets one of decK’s options. After a crash run it again.',
    'deck-timeout':
      'Run it again when the machine, or Konnect, has less to do. If it stays, divide what decK is given: fewer or smaller specifications.',
    'deck-output':
      'Check that `konnect-url` leads to Konnect, and leave `deck-version` out: Konduct reads what its own version of decK prints.',
    'deck-stale':
      'Run `konduct deck render` and commit what it writes; or let the next staging do so. Change sources, not `kong.yaml`.',
    'deck-file':
      'Correct the file that the finding names: a decK file has `_format_version` and entities, a file of patches `patches`; `_konnect`, `_workspace`, `_info` and `_transform` are not for it to say. A `kong.yaml` that is damaged is written anew by `konduct deck render`.',
    'deck-variable':
      'Write `\'${{ env "DECK_NAME" }}\'` in single quotes, with a name that begins with `DECK_` and is no setting of decK, and nothing but `toInt`, `toFloat`, `toBool` or `indent` behind a `|`. [More](../how-to/stage-and-sync.md#give-a-plugin-a-secret).',
    'deck-variable-unset':
      'Give the step the variable: `env: DECK_NAME: ${{ secrets.DECK_NAME }}`. The secret has to exist where the job looks, such as in its environment.',
    'deck-patch-edited':
      'A note needs nothing. With the warning, add the tag that it names to the patch, or delete the file to have it written anew: without the tag the API is not linked to its gateway service.',
    'deck-collision':
      'Give one of the two entities another name. In a specification, `x-kong-name` or the title and `operationId` make it.',
    'deck-overlap':
      'Give one of the routes another path, a host or a header. If both are meant to answer, the older route wins.',
    'deck-lint':
      'Mend the line by the rule that is named, or change the rule in `oas-file-rules.yaml` or `deck-file-rules.yaml`. `fail-on` says from which severity linting fails.',
    'deck-takeover':
      'A note announces it; look at what the diff changes. An error: run with `adopt: by-name`, or `koctl` for what koctl made, or delete the entities in Konnect.',
    'deck-conflict':
      'Decide which pipeline has the entity, and take it out of the other one. To hand it to Konduct, delete or rename it in Konnect, or give it the tag `konduct`.',
    'deck-warning':
      'Read what decK says. To change a password of basic authentication, give its credential another `id` and `username`, or delete it in Konnect before the sync.',
    'deck-deletes':
      'Look at the deletions in the diff. If they are meant, put the label `konduct-allow-deletes` on the pull request, or start the run by hand with `allow-deletes`; to allow more every time, raise `max-deletes`.',
    'deletion-protected':
      'Take the label `konduct-protected` off in Konnect and run again; or take `deletion-protection` out of the manifest, apply that, and delete in [a second merge](../how-to/delete-and-protect.md#protection).',
    'upstream-unclear':
      'Set `upstream` of the service, or of the service in the environment, in the manifest; or write one absolute server into the document. [More](../how-to/say-where-traffic-goes.md).',
    'spec-reference':
      'Write what is referred to into the document. Staging joins the files of a service’s repository; a file that was committed by hand has to be joined before.',
  },
};
