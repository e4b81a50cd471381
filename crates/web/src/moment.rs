//! A day and an hour as people type them into a form.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::form::{Form, FormErrors};
use crate::i18n::msg;

/// Reads `18:10`, `18 h 10`, `18h` and `9:05`.
fn time(text: &str) -> Option<Time> {
    let compact: String =
        text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let (hour, minute) = compact.split_once([':', 'h'])?;
    let minute = if minute.is_empty() { "0" } else { minute };
    let number = |digits: &str| digits.parse::<i8>().ok().filter(|_| digits.len() <= 2);
    Time::new(number(hour)?, number(minute)?, 0, 0).ok()
}

/// A moment given as `name-day`, `name-month`, `name-year` and `name-time`, in the zone of the office. `Ok(None)` when
/// nothing was given. A day without an hour counts as its end when `until`, else as its beginning.
pub(crate) fn moment(
    form: &Form,
    errors: &mut FormErrors,
    name: &str,
    zone: &TimeZone,
    until: bool,
) -> Result<Option<Timestamp>, ()> {
    let date = form.date(name, errors)?;
    let typed = form.given(&format!("{name}-time"));
    let Some(date) = date else {
        if typed.is_some() {
            errors.add(name, msg("moment-day-missing"));
            return Err(());
        }
        return Ok(None);
    };
    let time = match typed {
        None if until => Time::constant(23, 59, 0, 0),
        None => Time::midnight(),
        Some(typed) => time(typed).ok_or_else(|| errors.add(name, msg("moment-time-wrong")))?,
    };
    // An hour that the change of clocks leaves out or doubles is taken as the calendar does.
    let at = zone.to_ambiguous_zoned(date.to_datetime(time)).compatible();
    at.map(|zoned| Some(zoned.timestamp())).map_err(|_| errors.add(name, msg("form-date-wrong")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_both_languages_write_them() {
        let at = |hour, minute| Some(Time::constant(hour, minute, 0, 0));
        assert_eq!(time("18:10"), at(18, 10));
        assert_eq!(time("18 h 10"), at(18, 10));
        assert_eq!(time("9h"), at(9, 0));
        assert_eq!(time("7:5"), at(7, 5));
        for wrong in ["", "25:00", "12:60", "noon", "12", "-1:00", "1:2:3", "012:00"] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_is_needed_for_an_hour_and_an_hour_is_not_needed_for_a_day() {
        let zone = TimeZone::get("America/Toronto").unwrap();
        let day = [("due-day", "23"), ("due-month", "11"), ("due-year", "2026")];
        let mut errors = FormErrors::none();
        let end = moment(&Form::filled(day), &mut errors, "due", &zone, true).unwrap().unwrap();
        assert_eq!(end.to_string(), "2026-11-24T04:59:00Z");
        assert!(errors.is_empty());
        assert_eq!(moment(&Form::filled([("due-time", "9:00")]), &mut errors, "due", &zone, true), Err(()));
        assert!(errors.has("due"));
        assert_eq!(moment(&Form::empty(), &mut errors, "due", &zone, true), Ok(None));
    }
}
