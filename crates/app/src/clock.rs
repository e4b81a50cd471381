//! Clocks: an event starts the deadlines that the packs tie to it, and meets those that wait for it.

use domain::clock::{Clock, ClockSubject};
use domain::id::{AgencyId, CaseId, ClockId, MemberId};
use packs::Context;
use policy::{Action, Authorized};
use store::Tx;

use crate::{App, Error, Result};

/// What an event happened to, and who must act on what it starts.
#[derive(Debug, Clone)]
pub(crate) struct On {
    /// The kind of thing.
    pub(crate) subject: ClockSubject,
    /// Its id.
    pub(crate) id: String,
    /// Its case, where there is one.
    pub(crate) case: Option<CaseId>,
    /// The agency that must act.
    pub(crate) agency: AgencyId,
    /// The member who must act, when one is named.
    pub(crate) member: Option<MemberId>,
    /// The agency that must act where a rule names another party: the pack's code of the party.
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

    pub(crate) fn of_party(mut self, party: &'static str, agency: AgencyId) -> Self {
        self.parties.push((party, agency));
        self
    }

    /// Who must act under a rule that names this party: another agency has its own members to choose from.
    fn who(&self, party: &str) -> (AgencyId, Option<MemberId>) {
        match self.parties.iter().find(|(name, _)| *name == party) {
            Some((_, agency)) => (*agency, None),
            None => (self.agency, self.member),
        }
    }

    pub(crate) fn for_member(mut self, member: MemberId) -> Self {
        self.member = Some(member);
        self
    }
}

/// Lets an event of the packs happen: running clocks of the thing that end on it are met, and rules that start on it start.
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
        let counted =
            rule.start(now, app.calendar(rules)?).map_err(|error| Error::Broken(error.to_string()))?;
        let (agency, member) = on.who(&rule.acts.party);
        let clock = Clock {
            id: ClockId::new(),
            rule: rule.id.clone(),
            rule_version: rules.date().to_string(),
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
        tx.start_clock(ok, &clock).await?;
    }
    Ok(())
}
