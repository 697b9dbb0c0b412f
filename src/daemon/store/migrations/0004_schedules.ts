/** Timers are schedules of a kind of their own; those that are set move with all they have. */
export const sql = `
INSERT INTO collections (namespace, name)
  SELECT 'schedule', 'schedules' FROM collections WHERE namespace = 'timer' AND name = 'timers';
INSERT INTO record_fields (collection_key, field, value, record_key)
  SELECT target.key, 'kind', 'timer', records.key
  FROM records
  JOIN collections AS source ON source.key = records.collection_key AND source.namespace = 'timer' AND source.name = 'timers'
  JOIN collections AS target ON target.namespace = 'schedule' AND target.name = 'schedules'
  WHERE records.value IS NOT NULL;
UPDATE records SET
  value = json_patch('{}', json_object(
    'kind', 'timer',
    'client', value ->> 'client',
    'label', value ->> 'name',
    'area', value ->> 'area',
    'command', value ->> 'command',
    'when', json_object('type', 'elapsed', 'durationMs', value ->> 'durationMs'),
    'catchUp', 'run_once',
    'graceMs', 60000,
    'dueAt', value ->> 'dueAt',
    'remainingMs', value ->> 'remainingMs')),
  collection_key = (SELECT key FROM collections WHERE namespace = 'schedule' AND name = 'schedules')
  WHERE value IS NOT NULL
    AND collection_key = (SELECT key FROM collections WHERE namespace = 'timer' AND name = 'timers');
`;
