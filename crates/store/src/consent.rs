//! Consents: written down, read, withdrawn. What rests on one asks for a [`Live`] proof of it.

pub(crate) mod live;

use std::collections::{BTreeMap, BTreeSet};

use domain::agency::AgencyKind;
use domain::compartment::CompartmentKind;
use domain::consent::{Capacity, Consent, Substitute};
use domain::id::{AgencyId, CaseId, ConsentId, MemberId, ServiceReferralId};
use domain::service_referral::LoopState;
use jiff::Timestamp;
use policy::action::{ReadConsents, RecordConsent, WithdrawConsent};
use policy::{Action, Authorized};

use crate::keys::{open, seal};
use crate::row::{Row, text};
use crate::{Error, Held, Result, Tx};

pub use live::{Live, RestsOnConsent, Scope};

const COLUMN: &str = "consent.substitute";

/// A consent, or a refusal, to write down for the case of the authorisation.
#[derive(Debug, Clone)]
pub struct NewConsent {
    /// Its id.
    pub id: ConsentId,
    /// The pack's purpose.
    pub purpose: String,
    /// The agency that may read.
    pub recipient: AgencyId,
    /// The pack's fields.
    pub fields: BTreeSet<String>,
    /// Kinds of compartments of others that it opens.
    pub compartments: BTreeSet<CompartmentKind>,
    /// False when the person said no.
    pub granted: bool,
    /// Given by.
    pub given_by: String,
    /// With which capacity.
    pub capacity: Capacity,
    /// Who decided in the person's place.
    pub substitute: Option<Substitute>,
    /// When it was given.
    pub given_at: Timestamp,
    /// When it ends by itself.
    pub until: Timestamp,
}

/// A consent as the team reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentLine {
    /// The consent.
    pub consent: Consent,
    /// The recipient's name in English.
    pub recipient_en: String,
    /// The recipient's name in French.
    pub recipient_fr: String,
    /// The recipient's kind.
    pub recipient_kind: AgencyKind,
    /// Name of who wrote it down.
    pub recorder: String,
    /// How many referrals to a service rest on it and run.
    pub running: i64,
}

/// A referral to a service that rests on a consent and runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// The referral.
    pub id: ServiceReferralId,
    /// Its number.
    pub number: String,
    /// The agency that sent it.
    pub from: AgencyId,
    /// The agency that runs the service.
    pub to: AgencyId,
    /// Who sent it.
    pub sent_by: MemberId,
    /// Where it stands.
    pub state: LoopState,
    /// The service's name in English.
    pub service_en: String,
    /// The service's name in French.
    pub service_fr: String,
}

/// Someone who takes part in a case, by id alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnTeam {
    /// The member.
    pub member: MemberId,
    /// Their agency.
    pub agency: AgencyId,
    /// Their part.
    pub part: domain::case::Part,
}

impl Tx {
    fn consent_row(
        &self,
        row: &Row,
        fields: BTreeSet<String>,
        compartments: BTreeSet<CompartmentKind>,
    ) -> Result<Consent> {
        let (id, recorded_for): (ConsentId, AgencyId) = (row.parse("id")?, row.parse("recorded_for")?);
        let substitute = match row.text_opt("substitute")? {
            None => None,
            Some(sealed) => {
                let key = self.keys().agency_key(recorded_for);
                let plain = open(&key, &recorded_for.to_string(), COLUMN, &id.to_string(), &sealed)?;
                Some(serde_json::from_str(&plain).map_err(|_| Error::Sealed)?)
            }
        };
        Ok(Consent {
            id,
            case: row.parse("case_id")?,
            purpose: row.text("purpose")?,
            recipient: row.parse("recipient_id")?,
            fields,
            compartments,
            granted: row.bool("granted")?,
            given_by: row.text("given_by")?,
            capacity: row.parse("capacity")?,
            substitute,
            given_at: row.at("given_at")?,
            until: row.at("until_at")?,
            withdrawn_at: row.at_opt("withdrawn_at")?,
            recorded_by: row.parse("recorded_by")?,
        })
    }

    fn consent_line(
        &self,
        row: &Row,
        fields: BTreeSet<String>,
        compartments: BTreeSet<CompartmentKind>,
        running: i64,
    ) -> Result<ConsentLine> {
        Ok(ConsentLine {
            consent: self.consent_row(row, fields, compartments)?,
            recipient_en: row.text("name_en")?,
            recipient_fr: row.text("name_fr")?,
            recipient_kind: row.parse("recipient_kind")?,
            recorder: row.text("recorder")?,
            running,
        })
    }

    /// Writes down a consent, or a refusal, for the case of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_consent(&mut self, ok: &Authorized<RecordConsent>, new: NewConsent) -> Result<()> {
        let Some(member) = ok.actor().member() else { return Err(Error::Conflict) };
        let (recorder, agency) = (member.member, member.agency);
        let substitute = match &new.substitute {
            None => None,
            Some(substitute) => {
                let plain = serde_json::to_string(substitute).map_err(|_| Error::Sealed)?;
                let key = self.keys().agency_key(agency);
                Some(seal(&key, &agency.to_string(), COLUMN, &new.id.to_string(), &plain)?)
            }
        };
        let values = [
            text(new.id),
            text(ok.id()),
            new.purpose.into(),
            text(new.recipient),
            new.granted.into(),
            new.given_by.into(),
            text(new.capacity),
            substitute.into(),
            new.given_at.into(),
            new.until.into(),
            text(recorder),
            text(agency),
        ];
        self.execute_one(ok, sql!("consent/insert"), &values).await?;
        for field in &new.fields {
            self.execute_one(ok, sql!("consent/add_field"), &[text(new.id), field.into()]).await?;
        }
        for kind in &new.compartments {
            self.execute_one(ok, sql!("consent/add_compartment"), &[text(new.id), text(kind)]).await?;
        }
        self.tell(ok, "consent", new.id.to_string());
        self.tell(ok, "granted", new.granted);
        self.tell(ok, "fields", new.fields.len());
        Ok(())
    }

    /// Whether a consent for this purpose and recipient stands on the case of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn consent_stands(
        &mut self,
        ok: &Authorized<RecordConsent>,
        purpose: &str,
        recipient: AgencyId,
    ) -> Result<bool> {
        let values = [text(ok.id()), purpose.into(), text(recipient), self.now().into()];
        Ok(self.row(ok, sql!("consent/granted"), &values).await?.is_some())
    }

    /// The consents of the case of the authorisation: those that stand first, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn consents(&mut self, ok: &Authorized<ReadConsents>) -> Result<Held<Vec<ConsentLine>>> {
        let case = text(ok.id());
        let rows = self.rows(ok, sql!("consent/list"), &[case.clone(), self.now().into()]).await?;
        let mut fields: BTreeMap<ConsentId, BTreeSet<String>> = BTreeMap::new();
        for row in self.rows(ok, sql!("consent/fields_of_case"), std::slice::from_ref(&case)).await? {
            fields.entry(row.parse("consent_id")?).or_default().insert(row.text("field")?);
        }
        let mut kinds: BTreeMap<ConsentId, BTreeSet<CompartmentKind>> = BTreeMap::new();
        for row in self.rows(ok, sql!("consent/compartments_of_case"), std::slice::from_ref(&case)).await? {
            kinds.entry(row.parse("consent_id")?).or_default().insert(row.parse("kind")?);
        }
        let mut running: BTreeMap<ConsentId, i64> = BTreeMap::new();
        for row in self.rows(ok, sql!("consent/running_of_case"), &[case]).await? {
            running.insert(row.parse("consent_id")?, row.int("running")?);
        }
        let lines = rows.iter().map(|row| {
            let id: ConsentId = row.parse("id")?;
            let (fields, kinds) =
                (fields.remove(&id).unwrap_or_default(), kinds.remove(&id).unwrap_or_default());
            self.consent_line(row, fields, kinds, running.get(&id).copied().unwrap_or_default())
        });
        Ok(Held::new(lines.collect::<Result<_>>()?))
    }

    /// The consent of the authorisation with what rests on it, so that whoever withdraws it knows what that does.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn consent_to_withdraw(
        &mut self,
        ok: &Authorized<WithdrawConsent>,
    ) -> Result<Held<(ConsentLine, Vec<Resting>)>> {
        let id = ok.id();
        let row = self.row(ok, sql!("consent/get"), &[text(id)]).await?.ok_or(Error::Conflict)?;
        let case = text(ok.resource().case.id);
        let mut fields = BTreeSet::new();
        for row in self.rows(ok, sql!("consent/fields"), &[text(id)]).await? {
            fields.insert(row.text("field")?);
        }
        let mut kinds = BTreeSet::new();
        for row in self.rows(ok, sql!("consent/compartments_of_case"), &[case]).await? {
            if row.parse::<ConsentId>("consent_id")? == id {
                kinds.insert(row.parse("kind")?);
            }
        }
        let resting = self.resting_on(ok, id).await?;
        let running = i64::try_from(resting.len()).unwrap_or(i64::MAX);
        Ok(Held::new((self.consent_line(&row, fields, kinds, running)?, resting)))
    }

    async fn resting_on<A: Action>(&mut self, ok: &Authorized<A>, id: ConsentId) -> Result<Vec<Resting>> {
        let rows = self.rows(ok, sql!("consent/running"), &[text(id)]).await?;
        let resting = rows.iter().map(|row| {
            Ok(Resting {
                id: row.parse("id")?,
                number: row.text("number")?,
                from: row.parse("from_id")?,
                to: row.parse("to_id")?,
                sent_by: row.parse("sent_by")?,
                state: row.parse("state")?,
                service_en: row.text("name_en")?,
                service_fr: row.text("name_fr")?,
            })
        });
        resting.collect()
    }

    /// Ends the consent of the authorisation from this moment, takes back what rests on it and runs, and ends the part of
    /// those who joined the case by it. Returns the referrals that it took back.
    ///
    /// # Errors
    /// When it does not stand any more, or the database fails.
    pub async fn withdraw_consent(
        &mut self,
        ok: &Authorized<WithdrawConsent>,
        reason: &str,
    ) -> Result<Vec<Resting>> {
        let (id, now) = (ok.id(), self.now());
        let by = ok.actor().ledger_name();
        self.execute_one(ok, sql!("consent/withdraw"), &[text(id), now.into(), (&by).into()]).await?;
        let resting = self.resting_on(ok, id).await?;
        let member = ok.actor().member().map(|member| member.member);
        for referral in &resting {
            let values = [text(referral.id), text(referral.state), text(LoopState::Withdrawn)];
            self.execute_one(ok, sql!("service_referral/move"), &values).await?;
            self.add_step(ok, referral.id, LoopState::Withdrawn, member, Some(reason), None).await?;
        }
        let ended = self.execute(ok, sql!("consent/end_guests"), &[text(id), now.into()]).await?;
        self.tell(ok, "consent", id.to_string());
        self.tell(ok, "referrals", resting.len());
        self.tell(ok, "participants", ended);
        Ok(resting)
    }

    /// Who takes part in a case now, by id alone: whom to tell.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn on_team<A: Action>(&mut self, ok: &Authorized<A>, case: CaseId) -> Result<Vec<OnTeam>> {
        let rows = self.rows(ok, sql!("case/team"), &[text(case)]).await?;
        let team = rows.iter().map(|row| {
            Ok(OnTeam {
                member: row.parse("member_id")?,
                agency: row.parse("agency_id")?,
                part: row.parse("part")?,
            })
        });
        team.collect()
    }
}
