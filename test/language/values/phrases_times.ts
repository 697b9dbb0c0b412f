/**
 * What people say of times, and what it comes to said at 10:20 on Wednesday, 2026-11-25, in Berlin; `-` where it is to be refused.
 * A line each: `text = value`; `|` is the other half of the day.
 */
export const instants = `
right now = 2026-11-25T10:20
today = 2026-11-25
tomorrow morning = 2026-11-26T04:00
tomorrow night at nine = 2026-11-26T21:00
the day after tomorrow at noon = 2026-11-27T12:00
the day before yesterday = 2026-11-23
yesterday evening = 2026-11-24T18:00
quarter to eight tomorrow evening = 2026-11-26T19:45
a quarter past three = 2026-11-25T15:15 | 2026-11-26T03:15
quarter after three = 2026-11-25T15:15 | 2026-11-26T03:15
quarter till six = 2026-11-25T17:45 | 2026-11-26T05:45
half past nine tonight = 2026-11-25T21:30
half seven = 2026-11-25T19:30 | 2026-11-26T07:30
ten past = 2026-11-25T11:10
quarter to = 2026-11-25T10:45
twenty to = 2026-11-25T10:40
half past = 2026-11-25T10:30
on the hour = 2026-11-25T11:00
ten past ten = 2026-11-25T22:10 | 2026-11-26T10:10
twenty five to eleven = 2026-11-25T10:35 | 2026-11-25T22:35
five to midnight = 2026-11-25T23:55
five thirtyish = 2026-11-25T17:30 | 2026-11-26T05:30
around fiveish = 2026-11-25T17:00 | 2026-11-26T05:00
noonish = 2026-11-25T12:00
around noon = 2026-11-25T12:00
at about half past four = 2026-11-25T16:30 | 2026-11-26T04:30
at seven in the morning = 2026-11-26T07:00
seven in the evening = 2026-11-25T19:00
seven o'clock tonight = 2026-11-25T19:00
three in the afternoon tomorrow = 2026-11-26T15:00
eight at night = 2026-11-25T20:00
two in the morning = 2026-11-26T02:00
6 a.m. = 2026-11-26T06:00
6:45pm = 2026-11-25T18:45
18:45 = 2026-11-25T18:45
1845 hours = 2026-11-25T18:45
at 0600 = 2026-11-26T06:00
zero six hundred hours = 2026-11-26T06:00
seven oh five = 2026-11-25T19:05 | 2026-11-26T07:05
five minutes past six = 2026-11-25T18:05 | 2026-11-26T06:05
midnight = 2026-11-26
midnight on friday = 2026-11-27
friday at midnight = 2026-11-27
friday at noon = 2026-11-27T12:00
friday = 2026-11-27
this coming friday = 2026-11-27
next friday = 2026-12-04
friday of next week = 2026-12-04
friday next week = 2026-12-04
a week from friday = 2026-12-04
a week on tuesday = 2026-12-08
monday week = 2026-12-07
last monday = 2026-11-23
on monday morning at nine = 2026-11-30T09:00
saturday at half past ten in the morning = 2026-11-28T10:30
the friday after christmas = 2027-01-01
the monday before christmas = 2026-12-21
the last friday in march = 2027-03-26
the first sunday of advent = 2026-11-29
the first of december = 2026-12-01
december first = 2026-12-01
the 1st = 2026-12-01
the 30th = 2026-11-30
the 31st = 2026-12-31
the last day of february = 2027-02-28
the last day of the month = 2026-11-30
the end of the month = -
the first day of spring = -
leap day = 2028-02-29
february 29th 2027 = -
the thirty second of may = -
the 25th of december at eight in the evening = 2026-12-25T20:00
christmas eve = 2026-12-24
christmas = 2026-12-25
on christmas day at one = 2026-12-25T13:00 | 2026-12-25T01:00
boxing day = 2026-12-26
new year's eve = 2026-12-31
new year's eve at eleven = 2026-12-31T11:00 | 2026-12-31T23:00
on easter sunday = 2027-03-28
easter sunday at ten = 2027-03-28T10:00 | 2027-03-28T22:00
easter monday = 2027-03-29
good friday = 2027-03-26
mother's day = 2027-05-09
thanksgiving next year = 2027-11-25
the day after christmas = 2026-12-26
two days before christmas = 2026-12-23
halloween night = 2027-10-31T18:00
in five minutes = 2026-11-25T10:25
five minutes from now = 2026-11-25T10:25
in a minute = 2026-11-25T10:21
in half an hour = 2026-11-25T10:50
in an hour = 2026-11-25T11:20
in an hour and a quarter = 2026-11-25T11:35
in a couple of hours = 2026-11-25T12:20
an hour from now = 2026-11-25T11:20
an hour ago = 2026-11-25T09:20
half an hour ago = 2026-11-25T09:50
in two days = 2026-11-27T10:00
in three days at six in the evening = 2026-11-28T18:00
three days from now at noon = 2026-11-28T12:00
two days from tomorrow = 2026-11-28
in a week = 2026-12-02
in a week's time = 2026-12-02
a week today = 2026-12-02
a week tomorrow = 2026-12-03
a fortnight today = 2026-12-09
in a fortnight = 2026-12-09
today week = 2026-12-02
two weeks on saturday = 2026-12-12
in six months = 2027-05-25
in a month = 2026-12-25
a year ago = 2025-11-01
six weeks ago = 2026-10-14
an hour before noon = 2026-11-25T11:00
half an hour before midnight = 2026-11-25T23:30
half an hour after noon = 2026-11-25T12:30
next week = 2026-11-30
this week = 2026-11-23
last week = 2026-11-16
the week after next = 2026-12-07
the week before last = 2026-11-09
next month = 2026-12-01
the month after next = 2027-01-01
next year = 2027-01-01
next march = 2027-03-01
in march = 2027-03-01
march 2028 = 2028-03-01
the third of march twenty twenty seven = 2027-03-03
2026-12-24 = 2026-12-24
2026-12-24 at 18:00 = 2026-12-24T18:00
2026-12-24T18:00 = 2026-12-24T18:00
24 december 2026 = 2026-12-24
24.12.2026 = 2026-12-24
3/15/2027 = 2027-03-15
saturday the 28th = 2026-11-28
friday the 13th = 2027-08-13
friday the 13th at 5 pm = 2027-08-13T17:00
thursday the 19th = 2026-11-19
thursday the 19th at 5 pm = 2026-11-19T17:00
saturday the 28th = 2026-11-28
thursday the 31st = 2026-12-31
this evening = 2026-11-25T18:00
this evening at six = 2026-11-25T18:00
tonight = 2026-11-25T18:00
tonight at half past eleven = 2026-11-25T23:30
later today = -
first thing tomorrow = -
soon = -
tomorrow at 25 o'clock = -
at 25 o'clock = -
25:00 = -
7:75 = -
tomorrow at half = -
the 32nd of february = -
tomorrow tomorrow = -
monday tuesday = -
seven eight nine = -
next = -
`;
export const intervals = `
nov 20 to 24 2025 = 2025-11-20 / 2025-11-25
the coming weekend = 2026-11-28 / 2026-11-30
next weekend = 2026-12-05 / 2026-12-07
q2 last year = 2025-04-01 / 2025-07-01
q2 2024 = 2024-04-01 / 2024-07-01
q2 = 2026-04-01 / 2026-07-01
9am-noon = 2026-11-26T09:00 / 2026-11-26T12:00
12/13/2026-12/16/2026 = 2026-12-13 / 2026-12-17
over two weeks ago = .. / 2026-11-11
more than a year ago = .. / 2025-11-25
more than 3 hours from now = 2026-11-25T13:20 / ..
less than 3 days ago = 2026-11-22 / 2026-11-25T10:20
within 2 weeks from today = 2026-11-25T10:20 / 2026-12-09T10:20
monday morning from 9 to 1 pm = 2026-11-30T09:00 / 2026-11-30T13:00
10 am to 12 pm saturday morning = 2026-11-28T10:00 / 2026-11-28T12:00
tomorrow afternoon 4 to 7 pm = 2026-11-26T16:00 / 2026-11-26T19:00
1 to 3 on sunday = 2026-11-29T13:00 / 2026-11-29T15:00 | 2026-11-29T01:00 / 2026-11-29T03:00
second week of 2027 = 2027-01-11 / 2027-01-18
first week of 2025 = 2024-12-30 / 2025-01-06
the fourth week next year = 2027-01-25 / 2027-02-01
2nd week of january = 2027-01-11 / 2027-01-18
second week of september = -
christmas 2027 weekend = 2027-12-25 / 2027-12-27
late in the day on friday = 2026-11-27T18:00 / 2026-11-28
after the middle of june = -
after the start of june = -
before the start of june = .. / 2027-06-01
after the end of june = 2027-07-01 / ..
since the start of november = 2026-11-01 / ..
3 days hence = -
year to date = 2026-01-01 / 2026-11-25T10:20
prior to june = .. / 2027-06-01
no later than friday = .. / 2026-11-28
no earlier than friday = 2026-11-27 / ..
one thousand eight hundred and twelve = 1812-01-01 / 1813-01-01
today = 2026-11-25 / 2026-11-26
tomorrow morning = 2026-11-26T04:00 / 2026-11-26T12:00
this evening = 2026-11-25T18:00 / 2026-11-26
this week = 2026-11-23 / 2026-11-30
next week = 2026-11-30 / 2026-12-07
next weekend = 2026-12-05 / 2026-12-07
the weekend = 2026-11-28 / 2026-11-30
over the weekend = 2026-11-28 / 2026-11-30
this month = 2026-11-01 / 2026-12-01
in december = 2026-12-01 / 2027-01-01
from nine to five = 2026-11-26T09:00 / 2026-11-26T17:00
from half past nine to eleven = 2026-11-25T21:30 / 2026-11-25T23:00 | 2026-11-26T09:30 / 2026-11-26T11:00
between noon and two = 2026-11-25T12:00 / 2026-11-25T14:00
between noon and two pm tomorrow = 2026-11-26T12:00 / 2026-11-26T14:00
from 8 pm to midnight = 2026-11-25T20:00 / 2026-11-26
from eleven pm to 11 = 2026-11-25T23:00 / 2026-11-26T11:00
from ten at night until six in the morning = 2026-11-25T22:00 / 2026-11-26T06:00
tomorrow between two and four = 2026-11-26T14:00 / 2026-11-26T16:00 | 2026-11-26T02:00 / 2026-11-26T04:00
tomorrow 2-4pm = 2026-11-26T14:00 / 2026-11-26T16:00
friday from noon till three = 2026-11-27T12:00 / 2026-11-27T15:00
from friday to sunday = 2026-11-27 / 2026-11-30
from friday evening to sunday night = 2026-11-27T18:00 / 2026-11-30T04:00
from monday through thursday = 2026-11-30 / 2026-12-04
from the first to the fifteenth of december = 2026-12-01 / 2026-12-16
between christmas and new year = 2026-12-25 / 2027-01-02
from christmas eve to new year's eve = 2026-12-24 / 2027-01-01
from march to may = 2027-03-01 / 2027-06-01
from 02 to april 07 = 2027-04-02 / 2027-04-08
until five = .. / 2026-11-25T17:00
until tomorrow = .. / 2026-11-27
till half past eight tonight = .. / 2026-11-25T20:30
by friday = 2026-11-25T10:20 / 2026-11-28
before noon = .. / 2026-11-25T12:00
after midnight = 2026-11-26 / ..
after six in the evening = 2026-11-25T18:00 / ..
since monday = 2026-11-23 / ..
since nine this morning = 2026-11-25T09:00 / ..
since yesterday = 2026-11-24 / ..
from tomorrow on = 2026-11-26 / ..
from now on = 2026-11-25T10:20 / ..
for two hours from three pm = 2026-11-25T15:00 / 2026-11-25T17:00
for the next two hours = 2026-11-25T10:20 / 2026-11-25T12:20
for the next hour and a half = 2026-11-25T10:20 / 2026-11-25T11:50
the next ten minutes = 2026-11-25T10:20 / 2026-11-25T10:30
the last hour = 2026-11-25T09:20 / 2026-11-25T10:20
the last half hour = 2026-11-25T09:50 / 2026-11-25T10:20
the last 24 hours = 2026-11-24T10:20 / 2026-11-25T10:20
the last seven days = 2026-11-18 / 2026-11-25
in the next few days = 2026-11-26 / 2026-11-29
next fortnight = 2026-11-26 / 2026-12-10
within the hour = 2026-11-25T10:20 / 2026-11-25T11:20
within two days = 2026-11-25T10:20 / 2026-11-27T10:20
the rest of the day = 2026-11-25T10:20 / 2026-11-26
the rest of today = 2026-11-25T10:20 / 2026-11-26
the rest of this week = 2026-11-25 / 2026-11-30
later this week = 2026-11-25 / 2026-11-30
earlier today = 2026-11-25 / 2026-11-25T10:20
later today = 2026-11-25T10:20 / 2026-11-26
later this evening = 2026-11-25T18:00 / 2026-11-26
this morning = 2026-11-25T04:00 / 2026-11-25T12:00
last night = 2026-11-24T18:00 / 2026-11-25T04:00
tonight = 2026-11-25T18:00 / 2026-11-26T04:00
in the night = 2026-11-25T18:00 / 2026-11-26T04:00
at night time = 2026-11-25T18:00 / 2026-11-26T04:00
overnight = 2026-11-25T18:00 / 2026-11-26T04:00
during the night = 2026-11-25T18:00 / 2026-11-26T04:00
all day = 2026-11-25 / 2026-11-26
all day tomorrow = 2026-11-26 / 2026-11-27
the whole of tomorrow = 2026-11-26 / 2026-11-27
all week = 2026-11-23 / 2026-11-30
between now and friday = 2026-11-25T10:20 / 2026-11-28
between eight o'clock and now = 2026-11-25T08:00 / 2026-11-25T10:20
from now until midnight = 2026-11-25T10:20 / 2026-11-26
between eight this morning and now = 2026-11-25T08:00 / 2026-11-25T10:20
early next week = 2026-11-30 / 2026-12-03
the end of the month = 2026-11-21 / 2026-12-01
the first two weeks of december = 2026-12-01 / 2026-12-15
the first three days of next month = 2026-12-01 / 2026-12-04
the last two days of november = 2026-11-29 / 2026-12-01
the first half of december = 2026-12-01 / 2026-12-16
christmas week = 2026-12-21 / 2026-12-28
ten = -
from five to banana = -
between five = -
from = -
after = -
`;
export const recurrences = `
semi-annually = MONTHLY;INTERVAL=6
every half year = MONTHLY;INTERVAL=6
every quarter = MONTHLY;INTERVAL=3
every second quarter = MONTHLY;INTERVAL=6
bi-weekly = WEEKLY;INTERVAL=2
every first monday = -
every day = DAILY
every day at seven = DAILY @07:00 | 19:00
every morning at seven = DAILY @07:00
every evening at six = DAILY @18:00
every night at eleven = DAILY @23:00
every night = DAILY
nightly = DAILY
daily at noon = DAILY @12:00
each day at half past six in the evening = DAILY @18:30
every other weekday at half past six = DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR @18:30 | 06:30
every weekday = WEEKLY;BYDAY=MO,TU,WE,TH,FR
on weekdays at quarter to seven in the morning = WEEKLY;BYDAY=MO,TU,WE,TH,FR @06:45
at weekends = WEEKLY;BYDAY=SA,SU
every weekend = WEEKLY;BYDAY=SA,SU
every monday = WEEKLY;BYDAY=MO
mondays = WEEKLY;BYDAY=MO
on mondays at nine = WEEKLY;BYDAY=MO @09:00 | 21:00
every monday and wednesday at 6 pm = WEEKLY;BYDAY=MO,WE @18:00
tuesdays and thursdays = WEEKLY;BYDAY=TU,TH
monday to friday at eight am = WEEKLY;BYDAY=MO,TU,WE,TH,FR @08:00
every second tuesday = WEEKLY;INTERVAL=2;BYDAY=TU
every other sunday at noon = WEEKLY;INTERVAL=2;BYDAY=SU @12:00
every second tuesday of the month = MONTHLY;BYDAY=2TU
the second tuesday of every month = MONTHLY;BYDAY=2TU
the second tuesday of each month at seven pm = MONTHLY;BYDAY=2TU @19:00
every first monday of the month = MONTHLY;BYDAY=1MO
the last friday of the month = MONTHLY;BYDAY=-1FR
every last friday of the month = MONTHLY;BYDAY=-1FR
the last day of every month = MONTHLY;BYMONTHDAY=-1
the first of every month = MONTHLY;BYMONTHDAY=1
on the 15th of each month at noon = MONTHLY;BYMONTHDAY=15 @12:00
every month on the third = MONTHLY;BYMONTHDAY=3
monthly = MONTHLY
every two weeks = WEEKLY;INTERVAL=2
every fortnight = WEEKLY;INTERVAL=2
fortnightly = WEEKLY;INTERVAL=2
every other week on thursday = WEEKLY;INTERVAL=2;BYDAY=TH
every third day = DAILY;INTERVAL=3
every three days at ten am = DAILY;INTERVAL=3 @10:00
every other day = DAILY;INTERVAL=2
every hour = HOURLY
hourly = HOURLY
every half hour = MINUTELY;INTERVAL=30
every half an hour = MINUTELY;INTERVAL=30
every quarter of an hour = MINUTELY;INTERVAL=15
every hour and a half = MINUTELY;INTERVAL=90
every ninety minutes = MINUTELY;INTERVAL=90
every two hours = HOURLY;INTERVAL=2
every 20 minutes = MINUTELY;INTERVAL=20
every six months = MONTHLY;INTERVAL=6
twice a year = -
every year = YEARLY
every year on march third = YEARLY;BYMONTH=3;BYMONTHDAY=3
every christmas eve at six pm = YEARLY;BYMONTH=12;BYMONTHDAY=24 @18:00
every 24th of december = YEARLY;BYMONTH=12;BYMONTHDAY=24
once a day = DAILY
once a week on sunday = WEEKLY;BYDAY=SU
once a month = MONTHLY
twice a day = -
three times a week = -
every now and then = -
every = -
sometimes = -
every banana = -
tomorrow = -
`;
