//! The dashboard: five figures with their definitions. They are counted up to the beginning of today, so that looking twice
//! on one day tells nothing, and pass disclosure control before they leave this module.

use domain::actor::Actor;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use packs::{Indicator, Text};
use policy::Authorized;
use policy::action::ReadFigures;
use policy::facts::SystemFacts;
use statistics::{Cell, Margins, Protected, Ratio, Rule, Table, protect, protect_count, protect_ratio};
use store::Tx;
use store::figures::Span;

use crate::{App, Error, Result};

/// The pack's ids of the five figures: each names what is computed here.
const CHILDREN: &str = "care-children-served";
const RECEIVED: &str = "referrals-received";
const ACKNOWLEDGED: &str = "referrals-acknowledged";
const CONNECTED: &str = "service-referrals-connected";
const DEADLINES: &str = "clocks-met";
/// The clock whose deadlines the figure on acknowledgement counts.
const ACKNOWLEDGE_RULE: &str = "referral-acknowledge";

/// A figure's definition, as the page shows it.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The pack's id.
    pub id: String,
    /// Title.
    pub label: Text,
    /// What is counted.
    pub definition: Text,
    /// Of what.
    pub unit: Text,
    /// The counted part of a share, or what is counted.
    pub counts: Text,
    /// The whole of a share.
    pub of: Option<Text>,
    /// Counts below this are never shown.
    pub suppress_below: u32,
    /// Whether its sources are verified.
    pub verified: bool,
    /// The pack that defines it.
    pub pack: String,
    /// The pack's version.
    pub version: u32,
    /// First day on which the definition applies.
    pub in_force_from: Option<Date>,
    /// How its sources are cited.
    pub sources: Vec<Text>,
}

/// A figure that is a share.
#[derive(Debug, Clone)]
pub struct Share {
    /// Its definition.
    pub definition: Definition,
    /// Its value, protected.
    pub value: Ratio,
}

/// The five figures.
#[derive(Debug, Clone)]
pub struct Figures {
    /// First day of the fiscal year.
    pub year_from: Date,
    /// The figures count up to the beginning of this day.
    pub as_of: Date,
    /// Children served: definition.
    pub children: Definition,
    /// Children served this year, protected: the grand total of the table.
    pub children_total: Cell,
    /// Children served by age (rows) and quarter (columns), with totals, protected. None before the year's first day ended.
    pub children_table: Option<Protected>,
    /// First days of the quarters in the table's columns.
    pub quarters: Vec<Date>,
    /// Whether the last quarter is not over.
    pub provisional: bool,
    /// Referrals received: definition.
    pub received: Definition,
    /// Referrals received this year, protected.
    pub received_total: Cell,
    /// Acknowledged in time, connected to a support, deadlines met.
    pub shares: Vec<Share>,
}

impl Figures {
    /// How many of all the values are held back.
    #[must_use]
    pub fn held(&self) -> usize {
        let totals = [self.received_total].iter().filter(|cell| !matches!(cell, Cell::Shown(_))).count();
        let shares = self.shares.iter().filter(|share| share.value == Ratio::NotShown).count();
        totals + shares + self.children_table.as_ref().map_or(0, Protected::held)
    }
}

fn definition(indicator: &Indicator) -> Definition {
    Definition {
        id: indicator.id.clone(),
        label: indicator.label.clone(),
        definition: indicator.definition.clone(),
        unit: indicator.unit.clone(),
        suppress_below: indicator.suppress_below,
        verified: indicator.basis.verified(),
        counts: indicator.counts.clone(),
        of: indicator.of.clone(),
        pack: indicator.basis.pack().to_owned(),
        version: indicator.basis.version(),
        in_force_from: indicator.basis.in_force().from,
        sources: indicator.basis.sources().map(|source| source.citation.clone()).collect(),
    }
}

fn rule(indicator: &Indicator) -> Result<Rule> {
    Rule::new(indicator.suppress_below.into()).map_err(|error| Error::Broken(error.to_string()))
}

/// First day of the fiscal year that holds `day`, which begins with the given month.
fn fiscal_year(day: Date, month: i8) -> Date {
    let year = if day.month() >= month { day.year() } else { day.year() - 1 };
    date(year, month, 1)
}

/// The figures of this fiscal year.
///
/// # Errors
/// When the actor may not read figures (told as absent), the packs lack a definition, disclosure control cannot protect a
/// table (then nothing is shown), or the store fails.
pub async fn show(app: &App, actor: &Actor) -> Result<Figures> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<ReadFigures>(actor, "system", Some(SystemFacts), &())?;
        let rules = app.rules_at(tx.now());
        let missing = |id: &str| Error::Broken(format!("the packs hold no `{id}` in force"));
        let indicator = |id: &str| rules.indicator(id).ok_or_else(|| missing(id));
        let month = rules.setting("fiscal-year-month").and_then(|setting| setting.number);
        let month = month.and_then(|month| i8::try_from(month).ok()).filter(|month| (1..=12).contains(month));
        let as_of = app.local_date(tx.now());
        let year_from = fiscal_year(as_of, month.ok_or_else(|| missing("fiscal-year-month"))?);
        let year = span(app, year_from, as_of)?;

        let children = indicator(CHILDREN)?;
        let quarters: Vec<Date> = (0..4)
            .map(|quarter| year_from.saturating_add((quarter * 3).months()))
            .filter(|first| *first < as_of)
            .collect();
        let table = children_table(app, &mut tx, &ok, children, year, &quarters, as_of).await?;
        let received = indicator(RECEIVED)?;
        let received_count = tx.referrals_received(&ok, year).await?;
        let received_total = protect_count(*received_count, &rule(received)?);
        let mut shares = Vec::new();
        for id in [ACKNOWLEDGED, CONNECTED, DEADLINES] {
            let indicator = indicator(id)?;
            let held = match id {
                ACKNOWLEDGED => tx.deadlines_met(&ok, year, Some(ACKNOWLEDGE_RULE)).await?,
                CONNECTED => tx.connected(&ok, year).await?,
                _ => tx.deadlines_met(&ok, year, None).await?,
            };
            let (part, whole) = *held;
            let value = protect_ratio(part, whole, &rule(indicator)?);
            let value = value.map_err(|error| Error::Broken(error.to_string()))?;
            shares.push(Share { definition: definition(indicator), value });
        }
        tx.commit().await?;
        Ok(Figures {
            year_from,
            as_of,
            children: definition(children),
            children_total: table
                .as_ref()
                .and_then(|table| table.at(table.shape().total_row(), table.shape().total_column()))
                .unwrap_or(Cell::Shown(0)),
            children_table: table,
            provisional: quarters.last().is_some_and(|last| last.saturating_add(3.months()) > as_of),
            quarters,
            received: definition(received),
            received_total,
            shares,
        })
    })
    .await
}

fn span(app: &App, from: Date, to: Date) -> Result<Span> {
    let start = |day: Date| -> Result<Timestamp> {
        let zoned = day.to_zoned(app.zone()).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(zoned.timestamp())
    };
    Ok(Span { from: start(from)?, to: start(to)? })
}

async fn children_table(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<ReadFigures>,
    indicator: &Indicator,
    year: Span,
    quarters: &[Date],
    as_of: Date,
) -> Result<Option<Protected>> {
    let (Some(youngest), Some(oldest)) = (indicator.age_from, indicator.age_to) else {
        return Err(Error::Broken(format!("the indicator `{}` names no ages", indicator.id)));
    };
    if quarters.is_empty() {
        return Ok(None);
    }
    let mut table = Table::builder(quarters.iter().map(ToString::to_string), Margins::ALL);
    let mut by_quarter = Vec::with_capacity(quarters.len());
    for first in quarters {
        let span = span(app, *first, first.saturating_add(3.months()).min(as_of))?;
        by_quarter.push(tx.children_served(ok, year, span, (youngest, oldest)).await?);
    }
    for age in youngest..=oldest {
        table = table
            .row(age.to_string(), by_quarter.iter().map(|counts| counts.get(&age).copied().unwrap_or(0)));
    }
    let broken = |error: statistics::Error| Error::Broken(error.to_string());
    let table = table.build().map_err(broken)?;
    protect(&table, &rule(indicator)?).map(Some).map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_begins_with_its_month() {
        assert_eq!(fiscal_year(date(2026, 11, 21), 4), date(2026, 4, 1));
        assert_eq!(fiscal_year(date(2026, 3, 31), 4), date(2025, 4, 1));
        assert_eq!(fiscal_year(date(2026, 4, 1), 4), date(2026, 4, 1));
        assert_eq!(fiscal_year(date(2026, 11, 21), 1), date(2026, 1, 1));
    }
}
