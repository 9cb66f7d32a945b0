// Runs before every npm script. Plain CommonJS, so that the oldest Node can parse it and say what is wrong.
// Node 24 comes with `npm ci` as an optional package for Linux and Windows; on other systems PATH must offer it.
'use strict';
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    'konduct needs Node.js 24 or newer; this is ' +
      process.version +
      '.\n' +
      'On Linux (x64, arm64) and Windows (x64) `npm ci` installs it inside the checkout; elsewhere get it from\n' +
      'https://nodejs.org, or from a version manager: `nvm install 24`, `fnm install 24`, `brew install node@24`.',
  );
  process.exit(1);
}
