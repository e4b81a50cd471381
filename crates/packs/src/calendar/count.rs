//! Counting time forwards and backwards.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Span, Timestamp};
use thiserror::Error;

use crate::calendar::Calendar;
use crate::{Length, Unit};

/// Why a deadline cannot be computed. A caller must show it: a clock without a deadline is not a clock.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CountError {
    /// The count needs holidays that the calendar does not know.
    #[error("the calendar `{calendar}` knows no holidays on {date}")]
    OutsideCalendar {
        /// The calendar.
        calendar: String,
        /// The first day that it does not cover.
        date: Date,
    },
    /// The result lies outside the range of dates.
    #[error("the deadline lies outside the range of dates")]
    OutOfRange,
}

impl From<jiff::Error> for CountError {
    fn from(_: jiff::Error) -> Self {
        Self::OutOfRange
    }
}

/// Last second of a day: a deadline counted in days runs to the end of its last day.
const LAST_SECOND: Time = Time::constant(23, 59, 59, 0);

impl Calendar {
    /// The instant that lies `length` after `start`. See [`Unit`] for what each unit means.
    ///
    /// # Errors
    /// If the count leaves the days that the calendar covers (business units) or the range of dates.
    pub fn after(&self, start: Timestamp, length: Length) -> Result<Timestamp, CountError> {
        let amount = i64::from(length.amount());
        let end_of = |date: Date| Ok(self.instant(date.to_datetime(LAST_SECOND))?);
        let day = self.local_date(start);
        match length.unit() {
            Unit::Minutes => Ok(start.checked_add(SignedDuration::from_mins(amount))?),
            Unit::Hours => Ok(start.checked_add(SignedDuration::from_hours(amount))?),
            Unit::Days => end_of(day.checked_add(Span::new().try_days(amount)?)?),
            Unit::Months => end_of(day.checked_add(Span::new().try_months(amount)?)?),
            Unit::Years => end_of(day.checked_add(Span::new().try_years(amount)?)?),
            Unit::BusinessHours => self.after_business_time(start, SignedDuration::from_hours(amount)),
            Unit::BusinessDays => self.after_business_days(start, u32::from(length.amount())),
        }
    }

    /// The instant that lies `length` before `end`: used to warn in time. Calendar units keep the time of day;
    /// business days begin when the office opens.
    ///
    /// # Errors
    /// As [`Calendar::after`].
    pub fn before(&self, end: Timestamp, length: Length) -> Result<Timestamp, CountError> {
        let amount = i64::from(length.amount());
        let local = end.to_zoned(self.zone.clone());
        match length.unit() {
            Unit::Minutes => Ok(end.checked_sub(SignedDuration::from_mins(amount))?),
            Unit::Hours => Ok(end.checked_sub(SignedDuration::from_hours(amount))?),
            Unit::Days => Ok(local.checked_sub(Span::new().try_days(amount)?)?.timestamp()),
            Unit::Months => Ok(local.checked_sub(Span::new().try_months(amount)?)?.timestamp()),
            Unit::Years => Ok(local.checked_sub(Span::new().try_years(amount)?)?.timestamp()),
            Unit::BusinessHours => self.before_business_time(end, SignedDuration::from_hours(amount)),
            Unit::BusinessDays => self.before_business_days(end, u32::from(length.amount())),
        }
    }

    /// `wanted` of business time after `start`; always an instant within business time.
    pub(crate) fn after_business_time(
        &self,
        start: Timestamp,
        wanted: SignedDuration,
    ) -> Result<Timestamp, CountError> {
        let mut left = wanted;
        for date in self.days_from(self.local_date(start)) {
            let date = date?;
            let Some((opens, closes)) = self.opening(date) else { continue };
            let from = opens.max(start);
            if from > closes {
                continue;
            }
            let open = from.duration_until(closes);
            if left <= open {
                return Ok(from.checked_add(left)?);
            }
            left -= open;
        }
        Err(CountError::OutOfRange)
    }

    /// The close of the `wanted`-th business day after the day of `start`; for 0 the close of the first business day
    /// that is not over.
    pub(crate) fn after_business_days(&self, start: Timestamp, wanted: u32) -> Result<Timestamp, CountError> {
        let first = self.local_date(start);
        let mut counted = 0;
        for date in self.days_from(first) {
            let date = date?;
            let Some((_, closes)) = self.opening(date) else { continue };
            if date > first {
                counted += 1;
            }
            if counted >= wanted && closes >= start {
                return Ok(closes);
            }
        }
        Err(CountError::OutOfRange)
    }

    fn before_business_time(&self, end: Timestamp, wanted: SignedDuration) -> Result<Timestamp, CountError> {
        let mut left = wanted;
        for date in self.days_back_from(self.local_date(end)) {
            let date = date?;
            let Some((opens, closes)) = self.opening(date) else { continue };
            let to = closes.min(end);
            if to < opens {
                continue;
            }
            let open = opens.duration_until(to);
            if left <= open {
                return Ok(to.checked_sub(left)?);
            }
            left -= open;
        }
        Err(CountError::OutOfRange)
    }

    fn before_business_days(&self, end: Timestamp, wanted: u32) -> Result<Timestamp, CountError> {
        let last = self.local_date(end);
        let mut counted = 0;
        for date in self.days_back_from(last) {
            let date = date?;
            let Some((opens, _)) = self.opening(date) else { continue };
            if date < last {
                counted += 1;
            }
            if counted >= wanted {
                return Ok(opens);
            }
        }
        Err(CountError::OutOfRange)
    }

    /// Business time between two instants; zero if `to` is not after `from`.
    ///
    /// # Errors
    /// If the calendar does not cover the days between.
    pub fn business_time_between(
        &self,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<SignedDuration, CountError> {
        let mut total = SignedDuration::ZERO;
        let last = self.local_date(to);
        for date in self.days_from(self.local_date(from)) {
            let date = date?;
            if date > last {
                break;
            }
            if let Some((opens, closes)) = self.opening(date) {
                let (opens, closes) = (opens.max(from), closes.min(to));
                total += opens.duration_until(closes).max(SignedDuration::ZERO);
            }
        }
        Ok(total)
    }

    /// Business days after the day of `from`, up to and with the day of `to`: what "2 business days left" means.
    ///
    /// # Errors
    /// If the calendar does not cover the days between.
    pub fn business_days_between(&self, from: Timestamp, to: Timestamp) -> Result<u32, CountError> {
        let (first, last) = (self.local_date(from), self.local_date(to));
        let mut days = 0;
        for date in self.days_from(first) {
            let date = date?;
            if date > last {
                break;
            }
            if date > first && self.is_business_day(date) {
                days += 1;
            }
        }
        Ok(days)
    }

    /// The days from `first` on; ends with an error after the last day that the calendar covers.
    fn days_from(&self, first: Date) -> impl Iterator<Item = Result<Date, CountError>> {
        self.covered(first.series(Span::new().days(1)))
    }

    fn days_back_from(&self, last: Date) -> impl Iterator<Item = Result<Date, CountError>> {
        self.covered(last.series(Span::new().days(-1)))
    }

    fn covered(&self, days: impl Iterator<Item = Date>) -> impl Iterator<Item = Result<Date, CountError>> {
        days.map(|date| {
            if self.covers_from <= date && date <= self.covers_to {
                Ok(date)
            } else {
                Err(CountError::OutsideCalendar { calendar: self.id.clone(), date })
            }
        })
    }
}
