//! Figures: counts over everyone's work, for people who see no case. They leave the store as bare numbers and pass
//! disclosure control before anyone sees them.

use jiff::Timestamp;
use policy::Authorized;
use policy::action::ReadFigures;

use crate::row::{Row, Value};
use crate::{Error, Held, Result, Tx};

/// A span of time: from, and up to but without, to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first moment.
    pub from: Timestamp,
    /// The moment after it.
    pub to: Timestamp,
}

fn count(row: Option<Row>, column: &str) -> Result<u64> {
    let corrupt = || Error::Corrupt { column: column.to_owned() };
    u64::try_from(row.ok_or_else(corrupt)?.int(column)?).map_err(|_| corrupt())
}

fn share(row: Option<Row>) -> Result<(u64, u64)> {
    let corrupt = || Error::Corrupt { column: "whole".to_owned() };
    let row = row.ok_or_else(corrupt)?;
    let number = |column: &str| u64::try_from(row.int(column)?).map_err(|_| corrupt());
    Ok((number("part")?, number("whole")?))
}

impl Tx {
    /// How many children of these ages had an accepted referral in the span, each counted once in the year by its first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn children_served(
        &mut self,
        ok: &Authorized<ReadFigures>,
        year: Span,
        span: Span,
        ages: (u8, u8),
    ) -> Result<Held<u64>> {
        let values = [
            year.from.into(),
            year.to.into(),
            span.from.into(),
            span.to.into(),
            i64::from(ages.0).into(),
            i64::from(ages.1).into(),
        ];
        Ok(Held::new(count(self.row(ok, sql!("figures/children_served"), &values).await?, "n")?))
    }

    /// How many referrals arrived in the span.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referrals_received(&mut self, ok: &Authorized<ReadFigures>, span: Span) -> Result<Held<u64>> {
        let values = [span.from.into(), span.to.into()];
        Ok(Held::new(count(self.row(ok, sql!("figures/referrals_received"), &values).await?, "n")?))
    }

    /// Deadlines of a rule, or of every rule, that fell due in the span: how many were met in time, of how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deadlines_met(
        &mut self,
        ok: &Authorized<ReadFigures>,
        span: Span,
        rule: Option<&str>,
    ) -> Result<Held<(u64, u64)>> {
        let values: [Value; 4] = [span.from.into(), span.to.into(), self.now().into(), rule.into()];
        Ok(Held::new(share(self.row(ok, sql!("figures/clocks_due"), &values).await?)?))
    }

    /// Referrals to a service accepted in the span: how many had their first visit, of how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn connected(&mut self, ok: &Authorized<ReadFigures>, span: Span) -> Result<Held<(u64, u64)>> {
        let values = [span.from.into(), span.to.into()];
        Ok(Held::new(share(self.row(ok, sql!("figures/connected"), &values).await?)?))
    }
}
