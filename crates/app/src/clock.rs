//! Clocks: an event starts the deadlines that the packs tie to it, and meets those that wait for it.

use domain::clock::{Clock, ClockSubject};
use domain::id::{AgencyId, CaseId, ClockId, MemberId};
use jiff::Timestamp;
use packs::{ClockRule, Context, CountError, Rules};
use policy::{Action, Authorized};
use store::Tx;

use crate::{App, Error, Result};

mod escalate;
mod list;

pub use escalate::run;
pub use list::{Clocks, list, resume, stop};

/// What an event happened to, and who must act on what it starts where the rule does not say.
#[derive(Debug, Clone)]
pub(crate) struct On {
    /// The kind of thing.
    pub(crate) subject: ClockSubject,
    /// Its id.
    pub(crate) id: String,
    /// Its case, where there is one.
    pub(crate) case: Option<CaseId>,
    /// The agency that must act when the thing has no such party as the rule names, or several.
    pub(crate) agency: AgencyId,
    /// The member of that agency who must act, when one is known.
    pub(crate) member: Option<MemberId>,
    /// Agencies that stand in a part to the thing that nothing else tells: the pack's code of the party.
    pub(crate) parties: Vec<(&'static str, AgencyId)>,
}

impl On {
    pub(crate) fn new(subject: ClockSubject, id: impl ToString, agency: AgencyId) -> Self {
        Self { subject, id: id.to_string(), case: None, agency, member: None, parties: Vec::new() }
    }

    pub(crate) fn on_case(mut self, case: CaseId) -> Self {
        self.case = Some(case);
        self
    }

    pub(crate) fn for_member(mut self, member: MemberId) -> Self {
        self.member = Some(member);
        self
    }

    pub(crate) fn of_party(mut self, party: &'static str, agency: AgencyId) -> Self {
        self.parties.push((party, agency));
        self
    }
}

/// Lets an event of the packs happen: running clocks of the thing that end on it are met, and rules that start on it start.
///
/// A clock falls on the agency that the rule's `acts.party` names, and, where `acts.part` names a part in the case, on whoever
/// has that part now.
///
/// # Errors
/// When the rules cannot be counted out, or the store fails.
pub(crate) async fn happen<A: Action>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    event: &str,
    on: &On,
    context: &Context,
) -> Result<()> {
    let now = tx.now();
    let rules = app.rules_at(now);
    for (id, rule) in tx.running_clocks(ok, on.subject, &on.id).await? {
        if rules.clock(&rule).is_some_and(|rule| rule.ends_on.iter().any(|end| end == event)) {
            tx.meet_clock(ok, id).await?;
        }
    }
    for rule in rules.clocks_started_by(event, context) {
        let counted = rule.start(now, app.calendar(rules)?).map_err(miscounted)?;
        let (agency, member) = acting(tx, rule, on).await?;
        let clock = Clock {
            id: ClockId::new(),
            rule: rule.id.clone(),
            rule_version: rule.basis.version().to_string(),
            subject: on.subject,
            subject_id: on.id.clone(),
            case: on.case,
            agency,
            member,
            started_at: counted.started_at,
            due_at: counted.due_at,
            soon_at: counted.due_soon_at,
            met_at: None,
            stopped_at: None,
            stopped_why: None,
            escalated_at: None,
        };
        let escalate_at = escalation_time(app, rules, rule, 0, clock.due_at)?;
        tx.start_clock(ok, &clock, &rule.acts.role, escalate_at).await?;
    }
    Ok(())
}

fn miscounted(error: CountError) -> Error {
    Error::Broken(error.to_string())
}

/// The agency and the member who must act by a rule.
async fn acting(tx: &mut Tx, rule: &ClockRule, on: &On) -> Result<(AgencyId, Option<MemberId>)> {
    let agency = match on.parties.iter().find(|(party, _)| *party == rule.acts.party) {
        Some((_, agency)) => *agency,
        None => {
            let party = tx.party(on.subject, &on.id, &rule.acts.party).await?;
            party.map_or(on.agency, |party| party.agency)
        }
    };
    let named = on.member.filter(|_| agency == on.agency);
    let member = match (&rule.acts.part, on.case) {
        (Some(part), Some(case)) => tx.part_holder(case, agency, part).await?.or(named),
        _ => named,
    };
    Ok((agency, member))
}

/// When a step of a rule's escalation comes for a clock that is due at `due`; none when it has no such step.
fn escalation_time(
    app: &App,
    rules: Rules<'_>,
    rule: &ClockRule,
    step: usize,
    due: Timestamp,
) -> Result<Option<Timestamp>> {
    let Some(escalation) = rule.escalates.get(step) else { return Ok(None) };
    match escalation.after {
        None => Ok(Some(due)),
        Some(after) => app.calendar(rules)?.after(due, after).map(Some).map_err(miscounted),
    }
}
