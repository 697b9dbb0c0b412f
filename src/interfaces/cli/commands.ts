import type { Listed } from './listed_command.ts';

/** The sub-commands in the order of the help; each is a file of its own that is loaded when it is wanted. */
export const COMMANDS: { readonly [name: string]: Listed } = {
  ask: {
    summary: 'Say one thing and print the answer.',
    load: async () => (await import('./ask.ts')).askCommand(),
  },
  chat: {
    summary: 'Talk by typing.',
    load: async () => (await import('./chat.ts')).chatCommand(),
  },
  listen: {
    summary: 'Talk by voice: the microphone, or a recording.',
    load: async () => (await import('./listen.ts')).listenCommand(),
  },
  mute: {
    summary: 'Close the microphone: nothing is recorded.',
    load: async () => (await import('./mute.ts')).muteCommand(true),
  },
  unmute: {
    summary: 'Open the microphone again.',
    load: async () => (await import('./mute.ts')).muteCommand(false),
  },
  wake: {
    summary: 'Teach a wake word of your own, and see what woke it for nothing.',
    load: async () => (await import('./wake.ts')).wakeCommand(),
  },
  wyoming: {
    summary: 'Let Home Assistant hear, speak and ask by this house.',
    load: async () => (await import('./wyoming.ts')).wyomingCommand(),
  },
  watch: {
    summary: 'Act on files that come, change or go.',
    load: async () => (await import('./watch.ts')).watchCommand(),
  },
  threads: {
    summary: 'List what was said, the latest first.',
    load: async () => (await import('./threads.ts')).threadsCommand(),
  },
  trace: {
    summary: 'Show how a thread went, call by call.',
    load: async () => (await import('./trace.ts')).traceCommand(),
  },
  replay: {
    summary: 'Run again what was said, without doing it, and compare.',
    load: async () => (await import('./replay.ts')).replayCommand(),
  },
  fork: {
    summary: 'Branch a thread at any of its events.',
    load: async () => (await import('./fork.ts')).forkCommand(),
  },
  compare: {
    summary: 'Compare routers by how their turns came out.',
    load: async () => (await import('./compare.ts')).compareCommand(),
  },
  services: {
    summary: 'List the services and how they are doing.',
    load: async () => (await import('./services.ts')).servicesCommand(),
  },
  devices: {
    summary: 'List the devices of the home and their states.',
    load: async () => (await import('./devices.ts')).devicesCommand(),
  },
  understand: {
    summary: 'Show what a sentence means here, without doing it.',
    load: async () => (await import('./understand.ts')).understandCommand(),
  },
  sentences: {
    summary: 'Teach sentences of your own, and take in those of others.',
    load: async () => (await import('./sentences.ts')).sentencesCommand(),
  },
  parse: {
    summary: 'Read a number, a time, a colour … as people say it.',
    load: async () => (await import('./parse.ts')).parseCommand(),
  },
  doctor: {
    summary: 'Check what works here, and say what to do about the rest.',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
  daemon: {
    summary: 'Run the assistant itself; the other commands talk to it.',
    load: async () => (await import('./daemon.ts')).daemonCommand(),
  },
  backup: {
    summary: 'Copy all that is stored to a file, while the daemon works.',
    load: async () => (await import('./backup.ts')).backupCommand(),
  },
  restore: {
    summary: 'Put a backup back, while no daemon works.',
    load: async () => (await import('./restore.ts')).restoreCommand(),
  },
  audit: {
    summary: 'Show what was allowed and refused, and why.',
    load: async () => (await import('./audit.ts')).auditCommand(),
  },
  pin: {
    summary: 'Set the PIN for what is dangerous by voice.',
    load: async () => (await import('./pin.ts')).pinCommand(),
  },
  pair: {
    summary: 'Let in a client on another machine, by a code.',
    load: async () => (await import('./pair.ts')).pairCommand(),
  },
  clients: {
    summary: 'List clients on other machines, and send them away.',
    load: async () => (await import('./clients.ts')).clientsCommand(),
  },
  attach: {
    summary: 'Attach this machine to a daemon on another.',
    load: async () => (await import('./attach_to.ts')).attachCommand(),
  },
  install: {
    summary: 'Write units for systemd.',
    load: async () => (await import('./install.ts')).installCommand(),
  },
  demo: {
    summary: 'See it work: a spoken command, a timer, a crash and what is left.',
    load: async () => (await import('./demo.ts')).demoCommand(),
  },
  completion: {
    summary: 'Print the completion script of a shell.',
    load: async () => (await import('./completion.ts')).completionCommand(),
  },
};
