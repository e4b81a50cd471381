//! Figures: counts over everyone's work, for people who see no case. They leave the store as bare numbers and pass
//! disclosure control before anyone sees them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use policy::Authorized;
use policy::action::ReadFigures;

use crate::row::Row;
use crate::{Error, Held, Result, Tx};

/// A span of time: from, and up to but without, to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first moment.
    pub from: Timestamp,
    /// The moment after it.
    pub to: Timestamp,
}

fn number<T: TryFrom<i64>>(row: &Row, column: &str) -> Result<T> {
    T::try_from(row.int(column)?).map_err(|_| Error::Corrupt { column: column.to_owned() })
}

/// The one row of a statement that counts.
fn counted(row: Option<Row>) -> Result<Row> {
    row.ok_or_else(|| Error::Corrupt { column: "count".to_owned() })
}

fn share(row: &Row) -> Result<(u64, u64)> {
    Ok((number(row, "part")?, number(row, "whole")?))
}

impl Tx {
    /// How many children had an accepted referral in the span, by age. Each is counted once in the year, by the first
    /// accepted while they were of these ages (both included); ages without a child are absent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn children_served(
        &mut self,
        ok: &Authorized<ReadFigures>,
        year: Span,
        span: Span,
        ages: (u8, u8),
    ) -> Result<Held<BTreeMap<u8, u64>>> {
        let values = [
            year.from.into(),
            year.to.into(),
            span.from.into(),
            span.to.into(),
            i64::from(ages.0).into(),
            i64::from(ages.1).into(),
        ];
        let rows = self.rows(ok, sql!("figures/children_served"), &values).await?;
        let by_age = rows.iter().map(|row| Ok((number(row, "age")?, number(row, "n")?)));
        Ok(Held::new(by_age.collect::<Result<_>>()?))
    }

    /// How many referrals arrived in the span.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referrals_received(
        &mut self,
        ok: &Authorized<ReadFigures>,
        span: Span,
    ) -> Result<Held<u64>> {
        let values = [span.from.into(), span.to.into()];
        let row = counted(self.row(ok, sql!("figures/referrals_received"), &values).await?)?;
        Ok(Held::new(number(&row, "n")?))
    }

    /// Deadlines of a rule, or of every rule, that fell due in the span: how many were met in time, of how many. As things
    /// stood at the end of the span.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deadlines_met(
        &mut self,
        ok: &Authorized<ReadFigures>,
        span: Span,
        rule: Option<&str>,
    ) -> Result<Held<(u64, u64)>> {
        let values = [span.from.into(), span.to.into(), rule.into()];
        Ok(Held::new(share(&counted(self.row(ok, sql!("figures/clocks_due"), &values).await?)?)?))
    }

    /// Referrals to a service accepted in the span: how many had their first visit by its end, of how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn connected(&mut self, ok: &Authorized<ReadFigures>, span: Span) -> Result<Held<(u64, u64)>> {
        let values = [span.from.into(), span.to.into()];
        Ok(Held::new(share(&counted(self.row(ok, sql!("figures/connected"), &values).await?)?)?))
    }
}
