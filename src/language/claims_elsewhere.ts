import { ACTS, type Act } from './claim_acts.ts';

/**
 * Claims in German, French, Spanish, Italian and Dutch: what is said of oneself, and what is said to have been done with something.
 * A claim in any other language is not seen.
 */
interface Tongue {
  /** "I have", before or after its verb. */
  readonly mine: RegExp;
  /** "It was", "it is", "it has been". */
  readonly was: RegExp;
  readonly not: RegExp;
  /** "Done", as a whole sentence or its beginning. */
  readonly all: RegExp;
  /** Participles by act; '' for what does not say what was done. */
  readonly done: readonly (readonly [act: string, participle: RegExp])[];
}

const word = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${pattern})(?![\\p{L}])`, 'iu');

const TONGUES: readonly Tongue[] = [
  {
    mine: word("ich habe?|hab ich|habe ich|ich hab['’]|haben wir|wir haben|ich bin|wurde von mir"),
    was: word('wurden?|worden|ist|sind'),
    not: word('nicht|kein\\w*|nie|konnte|kann|k[öo]nnte|würden?|soll(?:te)?|m[öo]chte|werde|wird|wenn|falls'),
    all: /^(?:ok(?:ay)?,? )?(?:schon |alles )?(?:erledigt|fertig|gemacht|ist erledigt)\b/iu,
    done: [
      ['', word('erledigt|gemacht|ausgef[üu]hrt|getan|umgesetzt|gek[üu]mmert')],
      ['unlock', word('aufgeschlossen|entriegelt|entsperrt')],
      ['lock', word('abgeschlossen|verriegelt|zugesperrt|abgesperrt|verschlossen')],
      ['open', word('ge[öo]ffnet|aufgemacht|hochgefahren')],
      ['close', word('geschlossen|zugemacht|heruntergefahren')],
      ['turn on', word('eingeschaltet|angeschaltet|angemacht|aktiviert')],
      ['turn off', word('ausgeschaltet|abgeschaltet|ausgemacht|deaktiviert')],
      ['start', word('gestartet|ausgel[öo]st')],
      ['stop', word('gestoppt|angehalten|beendet')],
      ['set', word('eingestellt|gestellt|gesetzt|ge[äa]ndert|erh[öo]ht|gesenkt')],
      [
        'send',
        word('gesendet|verschickt|geschickt|versandt|abgeschickt|weitergeleitet|beantwortet|benachrichtigt|informiert'),
      ],
      ['add', word('hinzugef[üu]gt|gespeichert|eingetragen|notiert|gebucht|angelegt|erstellt|gemerkt|reserviert')],
      ['delete', word('gel[öo]scht|entfernt|storniert|abgesagt')],
      ['move', word('verschoben|umbenannt')],
      ['buy', word('gekauft|bestellt|bezahlt|[üu]berwiesen')],
    ],
  },
  {
    mine: word("j['’]ai|nous avons|je me suis"),
    was: word('a été|ont été|est|sont'),
    not: word("ne|n['’]\\w+|pas|jamais|aurais|pourrais|vais|si"),
    all: /^(?:voilà,? c['’]est fait|c['’]est fait|fait|terminé|c['’]est bon)(?![\p{L}])/iu,
    done: [
      ['', word('fait|effectuée?s?|terminée?s?|réalisée?s?|occupée?')],
      ['unlock', word('déverrouillée?s?')],
      ['lock', word('verrouillée?s?|fermée?s? à clé')],
      ['open', word('ouverte?s?')],
      ['close', word('fermée?s?')],
      ['turn on', word('allumée?s?|activée?s?')],
      ['turn off', word('éteinte?s?|désactivée?s?')],
      ['start', word('lancée?s?|démarrée?s?')],
      ['stop', word('arrêtée?s?')],
      ['set', word('réglée?s?|modifiée?s?')],
      ['send', word('envoyée?s?|transmise?s?|transférée?s?|répondu|prévenue?s?')],
      ['add', word('ajoutée?s?|enregistrée?s?|créée?s?|notée?s?|réservée?s?')],
      ['delete', word('supprimée?s?|effacée?s?|annulée?s?')],
      ['move', word('déplacée?s?|renommée?s?')],
      ['buy', word('achetée?s?|commandée?s?|payée?s?|virée?s?')],
    ],
  },
  {
    mine: word('he \\p{L}+(?:ado|ido|cho|sto|rto|lto)|hemos'),
    was: word('ha sido|han sido|fue|fueron|está|están|se ha|se han'),
    not: word('no|nunca|podría|puedo|voy|si'),
    all: /^(?:hecho|listo|ya está)(?![\p{L}])/iu,
    done: [
      ['', word('hech[oa]s?|realizad[oa]s?|completad[oa]s?|encargado')],
      ['unlock', word('desbloquead[oa]s?')],
      ['lock', word('bloquead[oa]s?|cerrad[oa]s? con llave')],
      ['open', word('abiert[oa]s?')],
      ['close', word('cerrad[oa]s?')],
      ['turn on', word('encendid[oa]s?|activad[oa]s?')],
      ['turn off', word('apagad[oa]s?|desactivad[oa]s?')],
      ['start', word('iniciad[oa]s?')],
      ['stop', word('detenid[oa]s?|parad[oa]s?')],
      ['set', word('ajustad[oa]s?|cambiad[oa]s?')],
      ['send', word('enviad[oa]s?|mandad[oa]s?|reenviad[oa]s?|respondid[oa]s?|avisad[oa]s?')],
      ['add', word('añadid[oa]s?|guardad[oa]s?|cread[oa]s?|anotad[oa]s?|reservad[oa]s?')],
      ['delete', word('borrad[oa]s?|eliminad[oa]s?|cancelad[oa]s?')],
      ['move', word('movid[oa]s?')],
      ['buy', word('comprad[oa]s?|pedid[oa]s?|pagad[oa]s?|transferid[oa]s?')],
    ],
  },
  {
    mine: word('ho|abbiamo|mi sono'),
    was: word('è stat[oa]|sono stat[ei]|è|sono'),
    not: word('non|mai|potrei|posso|se'),
    all: /^(?:fatto|tutto fatto|ecco fatto)(?![\p{L}])/iu,
    done: [
      ['', word('fatt[oa]|eseguit[oa]|completat[oa]|occupat[oa]')],
      ['unlock', word('sbloccat[oaie]')],
      ['lock', word('chius[oaie] a chiave|bloccat[oaie]')],
      ['open', word('apert[oaie]')],
      ['close', word('chius[oaie]')],
      ['turn on', word('acces[oaie]|attivat[oaie]')],
      ['turn off', word('spent[oaie]|disattivat[oaie]')],
      ['start', word('avviat[oaie]')],
      ['stop', word('fermat[oaie]')],
      ['set', word('impostat[oaie]|regolat[oaie]')],
      ['send', word('inviat[oaie]|mandat[oaie]|spedit[oaie]|inoltrat[oaie]|avvisat[oaie]')],
      ['add', word('aggiunt[oaie]|salvat[oaie]|creat[oaie]|annotat[oaie]|prenotat[oaie]')],
      ['delete', word('cancellat[oaie]|eliminat[oaie]|annullat[oaie]')],
      ['move', word('spostat[oaie]')],
      ['buy', word('comprat[oaie]|acquistat[oaie]|ordinat[oaie]|pagat[oaie]')],
    ],
  },
  {
    mine: word('ik heb|heb ik|we hebben|wij hebben'),
    was: word('is|zijn|werd|werden'),
    not: word('niet|geen|nooit|kan|kon|zou|zal|als'),
    all: /^(?:klaar|gedaan|geregeld)(?![\p{L}])/iu,
    done: [
      ['', word('gedaan|geregeld|uitgevoerd|afgehandeld')],
      ['unlock', word('ontgrendeld|van het slot gehaald')],
      ['lock', word('vergrendeld|op slot gedaan|afgesloten')],
      ['open', word('geopend|opengedaan')],
      ['close', word('gesloten|dichtgedaan')],
      ['turn on', word('aangezet|ingeschakeld|aangedaan')],
      ['turn off', word('uitgezet|uitgeschakeld|uitgedaan')],
      ['start', word('gestart')],
      ['stop', word('gestopt')],
      ['set', word('ingesteld|gewijzigd')],
      ['send', word('verstuurd|gestuurd|verzonden|doorgestuurd|beantwoord|ingelicht')],
      ['add', word('toegevoegd|opgeslagen|genoteerd|geboekt|aangemaakt|gereserveerd')],
      ['delete', word('verwijderd|gewist|geannuleerd')],
      ['move', word('verplaatst|hernoemd')],
      ['buy', word('gekocht|besteld|betaald|overgemaakt')],
    ],
  },
];

/** Acts that a part of a sentence reports in one of these languages; undefined among them for "done". @param passive whether what was done by nobody named counts */
export function actsElsewhere(part: string, passive: boolean): readonly (Act | undefined)[] {
  return TONGUES.flatMap(({ mine, was, not, all, done }) => {
    if (not.test(part)) return [];
    if (passive && all.test(part)) return [undefined];
    if (!mine.test(part) && !(passive && was.test(part))) return [];
    const found = done.filter(([, participle]) => participle.test(part));
    // What says more is meant: "ouverte" in a sentence with "fait" is "opened".
    const named = found.filter(([name]) => name !== '');
    return (named.length > 0 ? named : found).map(([name]) => ACTS.find((act) => act.name === name));
  });
}

/** Whether a sentence that goes on could come to be one of these. */
export function mayClaimElsewhere(begun: string, passive: boolean): boolean {
  return TONGUES.some(
    ({ mine, all, done }) =>
      mine.test(begun) ||
      (passive && (all.test(begun.trim()) || done.some(([, participle]) => participle.test(begun)))),
  );
}
