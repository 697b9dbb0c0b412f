/** Who may import whom. Interfaces never see the daemon, the daemon never names a service, services meet on the bus. */
const only = (name, packages, allowed) => ({
  name,
  severity: 'error',
  comment: `${packages} may be imported in ${allowed} only`,
  from: { pathNot: allowed },
  to: { path: `node_modules/(${packages})` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['^src/services/', '^src/daemon/store/migrations/', '^src/wire/generated/', '\\.d\\.ts$'] },
      to: {},
    },
    { name: 'language-is-pure', severity: 'error', from: { path: '^src/language' }, to: { path: '^src/', pathNot: '^src/language' } },
    { name: 'language-does-no-io', severity: 'error', from: { path: '^src/language' }, to: { dependencyTypes: ['core'] } },
    { name: 'web-is-pure', severity: 'error', from: { path: '^src/web' }, to: { path: '^src/', pathNot: '^src/web' } },
    { name: 'web-does-no-io', severity: 'error', from: { path: '^src/web' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'interfaces-see-no-daemon',
      severity: 'error',
      from: { path: '^src/interfaces' },
      to: { path: '^src/', pathNot: '^src/(interfaces|settings|language|wire)' },
    },
    { name: 'settings-see-nobody', severity: 'error', from: { path: '^src/settings' }, to: { path: '^src/', pathNot: '^src/settings' } },
    { name: 'daemon-names-no-service', severity: 'error', from: { path: '^src/daemon' }, to: { path: '^src/(services|interfaces)' } },
    {
      name: 'services-meet-on-the-bus',
      severity: 'error',
      from: { path: '^src/services/([^/]+)/([^/]+)/' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/services/$1/$2/',
          '^src/services/[^/]+/[^/]+/contract\\.ts$',
          '^src/language/',
          '^src/web/',
          '^src/daemon/model/(contract|service)\\.ts$',
        ],
      },
    },
    {
      name: 'services-touch-nothing-themselves',
      severity: 'error',
      from: { path: '^src/services/' },
      to: { path: '^(node:)?(fs|fs/promises|net|http|https|http2|tls|dgram|child_process|worker_threads|sqlite)$' },
    },
    // Language is pure and imports nothing of ours: what a prompted agent says of itself is said as the services say it.
    {
      name: 'model-is-the-floor',
      severity: 'error',
      from: { path: '^src/daemon/model' },
      to: { path: '^src/', pathNot: '^src/(daemon/model|language)' },
    },
    {
      name: 'bus-and-store-see-the-model',
      severity: 'error',
      from: { path: '^src/daemon/(bus|store)' },
      to: { path: '^src/', pathNot: '^src/daemon/(model|bus|store)' },
    },
    {
      name: 'runtime-sees-no-edge',
      severity: 'error',
      from: { path: '^src/daemon/(runtime|catalog|signals)' },
      to: { path: '^src/daemon/(grpc|doors|observe)', dependencyTypesNot: ['type-only'] },
    },
    { name: 'only-main-composes', severity: 'error', from: { path: '^src/daemon', pathNot: '^src/daemon/[^/]+\\.ts$' }, to: { path: '^src/daemon/[^/]+\\.ts$' } },
    only('pages-are-read-in-one-place', '(linkedom|htmlparser2|@mozilla/readability)/', '^src/web/'),
    only('grpc-at-the-wire', '@grpc/', '^src/(daemon/grpc|interfaces/client|wire)'),
    only('caldav-in-its-client', 'tsdav', '^src/services/need/calendar/caldav_client'),
    only('sqlite-in-the-store', 'better-sqlite3', '^src/daemon/store'),
    only('models-behind-one-door', 'openai/', '^src/(services/need/llm/|interfaces/voice/(stt|tts)/openai)'),
    only('mail-in-its-provider', '(imapflow|nodemailer|postal-mime)/', '^src/services/need/email/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'require', 'node', 'default'] },
  },
};
