/** Places that are no city of the zone data, and the city whose clocks they go by: countries, states, towns, and what zones are called. */
const ALSO: Readonly<Record<string, string>> = {
  'America/New_York':
    'eastern, eastern time, est, edt, boston, washington, washington dc, philadelphia, miami, atlanta, orlando, florida, georgia, new jersey, pennsylvania, massachusetts, ohio, cleveland, akron, columbus, pittsburgh, baltimore, virginia, north carolina, charlotte, brooklyn, manhattan, nyc, tampa, connecticut, maine',
  'America/Chicago':
    'central, central time, cst, cdt, texas, houston, dallas, austin, san antonio, minneapolis, minnesota, illinois, wisconsin, milwaukee, iowa, missouri, st louis, saint louis, new orleans, louisiana, nashville, memphis, oklahoma, kansas, alabama, arkansas, mississippi',
  'America/Denver': 'mountain, mountain time, mst, mdt, colorado, utah, salt lake city, new mexico, wyoming, montana',
  'America/Phoenix': 'arizona, tucson',
  'America/Los_Angeles':
    'pacific, pacific time, pst, pdt, california, la, san francisco, oakland, san diego, sacramento, san jose, seattle, portland, oregon, nevada, las vegas, vegas, hollywood, silicon valley',
  'America/Anchorage': 'alaska',
  'Pacific/Honolulu': 'hawaii',
  'America/Toronto': 'ottawa, montreal, quebec, ontario',
  'America/Vancouver': 'british columbia',
  'America/Edmonton': 'calgary, alberta',
  'America/Mexico_City': 'mexico',
  'America/Sao_Paulo': 'brazil, rio, rio de janeiro, san paulo, brasilia',
  'America/Argentina/Buenos_Aires': 'argentina',
  'America/Bogota': 'colombia',
  'America/Lima': 'peru',
  'America/Santiago': 'chile',
  'Europe/London':
    'england, uk, united kingdom, great britain, britain, scotland, wales, edinburgh, glasgow, manchester, liverpool, birmingham',
  'Europe/Dublin': 'ireland',
  'Europe/Paris': 'france, lyon, marseille, nice',
  'Europe/Berlin': 'germany, munich, hamburg, frankfurt, cologne, stuttgart, cet, central european time',
  'Europe/Madrid': 'spain, barcelona',
  'Europe/Lisbon': 'portugal, porto',
  'Europe/Rome': 'italy, milan, venice, florence, naples',
  'Europe/Amsterdam': 'netherlands, the netherlands, holland, rotterdam',
  'Europe/Brussels': 'belgium',
  'Europe/Zurich': 'switzerland, geneva',
  'Europe/Vienna': 'austria',
  'Europe/Copenhagen': 'denmark',
  'Europe/Stockholm': 'sweden',
  'Europe/Oslo': 'norway',
  'Europe/Helsinki': 'finland',
  'Europe/Warsaw': 'poland, krakow',
  'Europe/Prague': 'czech republic, czechia',
  'Europe/Budapest': 'hungary',
  'Europe/Athens': 'greece',
  'Europe/Bucharest': 'romania',
  'Europe/Kyiv': 'kiev, ukraine',
  'Europe/Moscow': 'russia, st petersburg, saint petersburg',
  'Europe/Istanbul': 'turkey, ankara',
  'Africa/Cairo': 'egypt',
  'Africa/Johannesburg': 'south africa, cape town',
  'Africa/Nairobi': 'kenya',
  'Africa/Lagos': 'nigeria',
  'Africa/Casablanca': 'morocco',
  'Asia/Jerusalem': 'israel, tel aviv',
  'Asia/Dubai': 'uae, united arab emirates, abu dhabi',
  'Asia/Riyadh': 'saudi arabia',
  'Asia/Tehran': 'iran',
  'Asia/Karachi': 'pakistan, lahore, islamabad',
  'Asia/Calcutta':
    'india, kolkata, delhi, new delhi, mumbai, bombay, bangalore, bengaluru, chennai, hyderabad, pune, ahmedabad, jaipur, ajmer, mysore, ist',
  'Asia/Dhaka': 'bangladesh',
  'Asia/Bangkok': 'thailand',
  'Asia/Ho_Chi_Minh': 'saigon, vietnam, hanoi',
  'Asia/Jakarta': 'indonesia',
  'Asia/Manila': 'philippines, the philippines',
  'Asia/Singapore': 'singapore',
  'Asia/Kuala_Lumpur': 'malaysia',
  'Asia/Hong_Kong': 'hong kong',
  'Asia/Shanghai': 'china, beijing, peking, shenzhen, guangzhou',
  'Asia/Taipei': 'taiwan',
  'Asia/Seoul': 'korea, south korea',
  'Asia/Tokyo': 'japan, osaka, kyoto, jst',
  'Australia/Sydney': 'australia, canberra, new south wales',
  'Pacific/Auckland': 'new zealand, wellington',
  UTC: 'utc, gmt, greenwich, greenwich mean time',
};

let known: ReadonlyMap<string, string> | undefined;

/** By the folded name of a place: the zones that the computer knows by their city, and what else people say. */
function zones(): ReadonlyMap<string, string> {
  if (known !== undefined) return known;
  const made = new Map<string, string>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const city = zone.split('/').at(-1)?.replaceAll('_', ' ').toLowerCase();
    if (city !== undefined && zone.includes('/')) made.set(city, zone);
  }
  for (const [zone, names] of Object.entries(ALSO)) for (const name of names.split(', ')) made.set(name, zone);
  known = made;
  return made;
}

/** The zone (IANA) that a place goes by, as `tokyo`, `new delhi india` or `the eastern time zone` say it; undefined where it is not known. */
export function zoneOf(place: string): string | undefined {
  const words = place
    .toLowerCase()
    .replace(/[.,!?']/g, ' ')
    .replace(/^\s*the\b/, ' ')
    .replace(/\b(time zone|standard time|local time)\b/g, ' ')
    .trim()
    .split(/\s+/);
  // A town stands before its state or country, which is known where the town is not.
  for (let from = 0; from < words.length; from++) {
    for (let to = words.length; to > from; to--) {
      const zone = zones().get(words.slice(from, to).join(' '));
      if (zone !== undefined) return zone;
    }
  }
  return undefined;
}
