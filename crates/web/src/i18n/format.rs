//! Dates, times, numbers, money and durations as each language writes them.
//!
//! EN "Mon 23 Nov 2026, 17:00", FR « lun. 23 nov. 2026, 17 h ». French numbers have a decimal comma and a narrow
//! no-break space for thousands; "%" and "$" follow a no-break space (Office québécois de la langue française).

use std::sync::OnceLock;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use crate::i18n::L10n;
use crate::lang::Lang;

const NBSP: char = '\u{a0}';
const NARROW: char = '\u{202f}';

const DAYS: [[&str; 7]; 2] = [
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
];
const DAYS_SHORT: [[&str; 7]; 2] = [
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
];
const MONTHS: [[&str; 12]; 2] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
];
const MONTHS_SHORT: [[&str; 12]; 2] = [
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."],
];

static ZONE: OnceLock<TimeZone> = OnceLock::new();

/// Sets the civil time zone of the deployment, once, at start. Later calls change nothing and answer `false`.
pub fn use_time_zone(zone: TimeZone) -> bool {
    ZONE.set(zone).is_ok()
}

/// The civil time zone of the deployment; Toronto's unless it was set.
#[must_use]
pub fn time_zone() -> &'static TimeZone {
    ZONE.get_or_init(|| TimeZone::get("America/Toronto").unwrap_or(TimeZone::UTC))
}

fn at<const N: usize>(names: &[[&'static str; N]; 2], lang: Lang, index: i8) -> &'static str {
    usize::try_from(index).ok().and_then(|i| names[lang as usize].get(i)).copied().unwrap_or_default()
}

/// A decimal number given as digits with a point: groups of three and the language's decimal mark.
#[must_use]
pub fn decimal(lang: Lang, digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("\u{2212}", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let (gap, mark) = match lang {
        Lang::En => (',', '.'),
        Lang::Fr => (NARROW, ','),
    };
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(gap);
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push(mark);
        out.push_str(part);
    }
    out
}

impl L10n {
    fn day_of_month(self, date: Date) -> String {
        match (self.lang(), date.day()) {
            (Lang::Fr, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        }
    }

    /// EN `23 Nov 2026`, FR `23 nov. 2026`.
    #[must_use]
    pub fn date(self, date: impl DateArg) -> String {
        let date = date.civil_date();
        format!("{} {}", self.day_month(date), date.year())
    }

    /// EN `Mon 23 Nov 2026`, FR `lun. 23 nov. 2026`.
    #[must_use]
    pub fn weekday_date(self, date: impl DateArg) -> String {
        let date = date.civil_date();
        let day = at(&DAYS_SHORT, self.lang(), date.weekday().to_monday_zero_offset());
        format!("{day} {}", self.date(date))
    }

    /// EN `23 November 2026`, FR `23 novembre 2026`.
    #[must_use]
    pub fn date_long(self, date: impl DateArg) -> String {
        let date = date.civil_date();
        let month = at(&MONTHS, self.lang(), date.month() - 1);
        format!("{} {month} {}", self.day_of_month(date), date.year())
    }

    /// A heading for one day. EN `Saturday 21 November`, FR `samedi 21 novembre`.
    #[must_use]
    pub fn day_heading(self, date: impl DateArg) -> String {
        let date = date.civil_date();
        let day = at(&DAYS, self.lang(), date.weekday().to_monday_zero_offset());
        let month = at(&MONTHS, self.lang(), date.month() - 1);
        let text = format!("{day} {} {month}", self.day_of_month(date));
        match self.lang() {
            Lang::En => text,
            Lang::Fr => capitalised(&text),
        }
    }

    /// The year alone: `2026`.
    #[must_use]
    pub fn year(self, date: impl DateArg) -> String {
        date.civil_date().year().to_string()
    }

    /// EN `23 Nov`, FR `23 nov.`.
    #[must_use]
    pub fn day_month(self, date: impl DateArg) -> String {
        let date = date.civil_date();
        let month = at(&MONTHS_SHORT, self.lang(), date.month() - 1);
        format!("{} {month}", self.day_of_month(date))
    }

    /// EN `Mon 30 Nov`, FR `lun. 30 nov.`.
    #[must_use]
    pub fn weekday_day_month(self, date: impl DateArg) -> String {
        let date = date.civil_date();
        let day = at(&DAYS_SHORT, self.lang(), date.weekday().to_monday_zero_offset());
        format!("{day} {}", self.day_month(date))
    }

    /// EN `November 2026`, FR `novembre 2026`.
    #[must_use]
    pub fn month_year(self, date: impl DateArg) -> String {
        let date = date.civil_date();
        format!("{} {}", at(&MONTHS, self.lang(), date.month() - 1), date.year())
    }

    /// EN `17:00`, FR `17 h` and `18 h 10`.
    #[must_use]
    pub fn time(self, time: impl TimeArg) -> String {
        let time = time.civil_time();
        match (self.lang(), time.minute()) {
            (Lang::En, _) => format!("{:02}:{:02}", time.hour(), time.minute()),
            (Lang::Fr, 0) => format!("{}{NBSP}h", time.hour()),
            (Lang::Fr, minute) => format!("{}{NBSP}h{NBSP}{minute:02}", time.hour()),
        }
    }

    /// EN `Mon 23 Nov 2026, 17:00`, FR `lun. 23 nov. 2026, 17 h`.
    #[must_use]
    pub fn date_time(self, instant: impl TimeArg + DateArg + Copy) -> String {
        format!("{}, {}", self.weekday_date(instant), self.time(instant))
    }

    /// EN `Fri 21:15`, FR `ven. 21 h 15`.
    #[must_use]
    pub fn weekday_time(self, instant: impl TimeArg + DateArg + Copy) -> String {
        let day = at(&DAYS_SHORT, self.lang(), instant.civil_date().weekday().to_monday_zero_offset());
        format!("{day} {}", self.time(instant))
    }

    /// EN `23 Nov, 17:00`, FR `23 nov., 17 h`.
    #[must_use]
    pub fn day_month_time(self, instant: impl TimeArg + DateArg + Copy) -> String {
        format!("{}, {}", self.day_month(instant), self.time(instant))
    }

    /// A whole number. EN `1,486`, FR `1 486`.
    #[must_use]
    pub fn number(self, n: impl NumberArg) -> String {
        decimal(self.lang(), &n.whole().to_string())
    }

    /// A number with a fixed count of decimals. EN `1,234.5`, FR `1 234,5`.
    #[must_use]
    pub fn fixed(self, n: f64, decimals: usize) -> String {
        decimal(self.lang(), &format!("{n:.decimals$}"))
    }

    /// A share of one as a percentage. EN `96%`, FR `96 %`.
    #[must_use]
    pub fn percent(self, share: f64, decimals: usize) -> String {
        let number = self.fixed(share * 100.0, decimals);
        match self.lang() {
            Lang::En => format!("{number}%"),
            Lang::Fr => format!("{number}{NBSP}%"),
        }
    }

    /// Canadian dollars from cents. EN `$2,350.00`, FR `2 350,00 $`.
    #[must_use]
    pub fn money(self, cents: i64) -> String {
        let minus = if cents < 0 { "\u{2212}" } else { "" };
        let cents = cents.unsigned_abs();
        let number = decimal(self.lang(), &format!("{}.{:02}", cents / 100, cents % 100));
        match self.lang() {
            Lang::En => format!("{minus}${number}"),
            Lang::Fr => format!("{minus}{number}{NBSP}$"),
        }
    }

    /// A length of time in its two largest units, without its sign. EN `1 day 1 h`, FR `1 jour 1 h`; whole
    /// days from one week on.
    #[must_use]
    pub fn duration(self, length: SignedDuration) -> String {
        let minutes = length.as_mins().unsigned_abs();
        let (days, hours, rest) = (minutes / 1440, (minutes / 60) % 24, minutes % 60);
        if days >= 7 || (days >= 1 && hours == 0) {
            self.with("duration-day", [("n", days)])
        } else if days >= 1 {
            format!(
                "{} {}",
                self.with("duration-day", [("n", days)]),
                self.with("duration-hour", [("n", hours)])
            )
        } else if hours >= 1 && rest > 0 {
            format!(
                "{} {}",
                self.with("duration-hour", [("n", hours)]),
                self.with("duration-minute", [("n", rest)])
            )
        } else if hours >= 1 {
            self.with("duration-hour", [("n", hours)])
        } else {
            self.with("duration-minute", [("n", rest)])
        }
    }

    /// The machine form of an instant for `<time datetime>`: `2026-11-21T21:40`.
    #[must_use]
    pub fn datetime_attribute(self, instant: impl TimeArg + DateArg + Copy) -> String {
        let time = instant.civil_time();
        format!("{}T{:02}:{:02}", instant.civil_date(), time.hour(), time.minute())
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What has a civil date in the deployment's time zone.
pub trait DateArg {
    /// The date there.
    fn civil_date(&self) -> Date;
}

/// What has a time of day in the deployment's time zone.
pub trait TimeArg {
    /// The time of day there.
    fn civil_time(&self) -> Time;
}

/// A whole number of any width.
pub trait NumberArg {
    /// The number.
    fn whole(&self) -> i128;
}

impl DateArg for Date {
    fn civil_date(&self) -> Date {
        *self
    }
}
impl DateArg for Timestamp {
    fn civil_date(&self) -> Date {
        self.to_zoned(time_zone().clone()).date()
    }
}
impl DateArg for Zoned {
    fn civil_date(&self) -> Date {
        self.date()
    }
}
impl<T: DateArg> DateArg for &T {
    fn civil_date(&self) -> Date {
        (*self).civil_date()
    }
}
impl TimeArg for Time {
    fn civil_time(&self) -> Time {
        *self
    }
}
impl TimeArg for Timestamp {
    fn civil_time(&self) -> Time {
        self.to_zoned(time_zone().clone()).time()
    }
}
impl TimeArg for Zoned {
    fn civil_time(&self) -> Time {
        self.time()
    }
}
impl<T: TimeArg> TimeArg for &T {
    fn civil_time(&self) -> Time {
        (*self).civil_time()
    }
}
impl<T: NumberArg> NumberArg for &T {
    fn whole(&self) -> i128 {
        (*self).whole()
    }
}
macro_rules! whole {
    ($($kind:ty),*) => {$(
        impl NumberArg for $kind {
            fn whole(&self) -> i128 {
                i128::try_from(*self).unwrap_or(i128::MAX)
            }
        }
    )*};
}
whole!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

#[cfg(test)]
mod tests {
    use super::*;

    const EN: L10n = L10n::new(Lang::En);
    const FR: L10n = L10n::new(Lang::Fr);

    #[test]
    fn dates_follow_the_design_language() {
        let instant: Timestamp = "2026-11-23T22:00:00Z".parse().unwrap();
        assert_eq!(EN.date_time(instant), "Mon 23 Nov 2026, 17:00");
        assert_eq!(FR.date_time(instant), "lun. 23 nov. 2026, 17\u{a0}h");
        let summer: Timestamp = "2026-07-01T22:10:00Z".parse().unwrap();
        assert_eq!(FR.date_time(summer), "mer. 1er juill. 2026, 18\u{a0}h\u{a0}10");
        assert_eq!(FR.day_heading(summer), "Mercredi 1er juillet");
        assert_eq!(EN.datetime_attribute(instant), "2026-11-23T17:00");
    }

    #[test]
    fn an_evening_in_toronto_is_not_the_next_day() {
        let late: Timestamp = "2026-11-24T04:30:00Z".parse().unwrap();
        assert_eq!(EN.date(late), "23 Nov 2026");
    }

    #[test]
    fn numbers_and_money() {
        assert_eq!(EN.number(1_486), "1,486");
        assert_eq!(FR.number(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(FR.percent(0.71, 0), "71\u{a0}%");
        assert_eq!(FR.percent(12.345, 1), "1\u{202f}234,5\u{a0}%");
        assert_eq!(EN.money(235_000), "$2,350.00");
        assert_eq!(FR.money(-50), "\u{2212}0,50\u{a0}$");
        assert_eq!(EN.number(-4), "\u{2212}4");
    }

    #[test]
    fn durations_use_the_two_largest_units() {
        assert_eq!(EN.duration(SignedDuration::from_hours(25)), "1 day 1 h");
        assert_eq!(FR.duration(SignedDuration::from_hours(-49)), "2\u{a0}jours 1\u{a0}h");
        assert_eq!(EN.duration(SignedDuration::from_mins(80)), "1 h 20 min");
        assert_eq!(EN.duration(SignedDuration::from_mins(5)), "5 min");
        assert_eq!(EN.duration(SignedDuration::from_hours(24 * 9 + 3)), "9 days");
    }
}
