//! The loop of a referral to a service. It leaves only on a consent that stands, and what it carries is sealed with the key of
//! the agency that receives it.

mod guest;

use std::collections::BTreeMap;

use domain::agency::AgencyKind;
use domain::case::Part;
use domain::id::{AgencyId, CaseId, ConsentId, MemberId, ServiceId, ServiceReferralId};
use domain::member::Role;
use domain::service_referral::{LoopState, ServiceReferral, Step};
use jiff::Timestamp;
use policy::action::{
    AnswerServiceReferral, ListServiceReferrals, ReadServiceReferral, SendServiceReferral,
    TakeBackServiceReferral,
};
use policy::facts::ServiceReferralFacts;
use policy::{Action, Authorized, Candidate};

use crate::consent::Live;
use crate::consent::live::stands;
use crate::disclosure::NewDisclosure;
use crate::keys::{open, seal};
use crate::reach::Reach;
use crate::row::{Row, text, text_opt};
use crate::{Error, Held, Result, Tx};

const FIELD: &str = "service_referral_field.sealed";
const NOTE: &str = "service_referral_step.note";

/// A referral to send for the case of the authorisation.
#[derive(Debug, Clone)]
pub struct NewServiceReferral {
    /// Its id.
    pub id: ServiceReferralId,
    /// The series of its numbers, from the pack.
    pub series: String,
    /// The service.
    pub service: ServiceId,
    /// The service's name, as the record of disclosures keeps it.
    pub recipient_name: String,
    /// The pack's code of the legal basis.
    pub basis: String,
    /// What the service receives, by the pack's field codes.
    pub fields: BTreeMap<String, String>,
}

/// A referral as one of its two sides reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loop {
    /// The referral. Its fields are empty for the receiving side when the consent no longer stands.
    pub referral: ServiceReferral,
    /// The service's name in English.
    pub service_en: String,
    /// The service's name in French.
    pub service_fr: String,
    /// The sending agency in English.
    pub from_en: String,
    /// The sending agency in French.
    pub from_fr: String,
    /// The receiving agency in English.
    pub to_en: String,
    /// The receiving agency in French.
    pub to_fr: String,
    /// Who sent it.
    pub sender: String,
    /// Their work telephone.
    pub sender_phone: Option<String>,
    /// Names of those who made steps.
    pub steps_by: BTreeMap<MemberId, String>,
    /// Number of the case and name used there: for the sending side only.
    pub case: Option<(String, String)>,
    /// The name that was sent, where one was.
    pub name: Option<String>,
    /// Who of the receiving agency works on it: for that agency only.
    pub workers: Vec<(MemberId, String, Part)>,
    /// Whether the consent stands now.
    pub consent_stands: bool,
    /// When the consent ends by itself.
    pub consent_until: Timestamp,
    /// What was sent is withheld from the reader, because the consent no longer stands.
    pub withheld: bool,
}

/// Where a referral stands, for the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoopStanding {
    /// Its state.
    pub state: LoopState,
    /// Its number.
    pub number: String,
    /// Its case.
    pub case: CaseId,
    /// The pack's case type of that case.
    pub case_type: String,
    /// The agency that sent it.
    pub from: AgencyId,
    /// Who sent it.
    pub sent_by: MemberId,
    /// The agency that receives it.
    pub to: AgencyId,
    /// Its kind.
    pub to_kind: AgencyKind,
    /// The consent that it rests on.
    pub consent: ConsentId,
    /// The pack's purpose of that consent.
    pub purpose: String,
}

/// Actions that move a referral from one state to the next.
pub trait MovesLoop: Action<Resource = ServiceReferralFacts> {}
impl MovesLoop for AnswerServiceReferral {}
impl MovesLoop for TakeBackServiceReferral {}

impl Tx {
    /// Sends a referral for the case of the authorisation, on a consent that stands; returns its number.
    ///
    /// # Errors
    /// When the proof is of another transaction or case, when a field is not covered, when the service is not the
    /// recipient's, or when the database fails. Nothing is kept then.
    pub async fn send_service_referral(
        &mut self,
        ok: &Authorized<SendServiceReferral>,
        live: &Live,
        new: NewServiceReferral,
    ) -> Result<String> {
        live.of(self)?;
        let Some(member) = ok.actor().member() else { return Err(Error::Conflict) };
        if live.case() != ok.id() || !live.covers(new.fields.keys()) {
            return Err(Error::Conflict);
        }
        let (sender, from, to, now) = (member.member, member.agency, live.recipient(), self.now());
        let number = self.next_number(ok, &new.series).await?;
        let values = [
            text(new.id),
            (&number).into(),
            text(ok.id()),
            text(new.service),
            text(from),
            text(sender),
            text(live.id()),
            now.into(),
        ];
        self.execute_one(ok, sql!("service_referral/insert"), &values).await?;
        for (field, value) in &new.fields {
            let sealed = self.seal_for(to, FIELD, new.id, value)?;
            let values = [text(new.id), field.into(), sealed.into()];
            self.execute_one(ok, sql!("service_referral/add_field"), &values).await?;
        }
        self.add_step(ok, new.id, LoopState::Sent, Some(sender), None, None).await?;
        let disclosure = NewDisclosure {
            case: ok.id(),
            compartment: None,
            recipient: Some(to),
            recipient_name: new.recipient_name,
            basis: new.basis,
            basis_words: None,
            fields: new.fields.keys().cloned().collect(),
            consent: Some(live.id()),
        };
        self.write_disclosure(ok, &disclosure).await?;
        self.tell(ok, "service_referral", new.id.to_string());
        self.tell(ok, "consent", live.id().to_string());
        self.tell(ok, "fields", new.fields.len());
        Ok(number)
    }

    fn seal_for(&self, to: AgencyId, column: &str, id: ServiceReferralId, value: &str) -> Result<String> {
        seal(&self.keys().agency_key(to), &to.to_string(), column, &id.to_string(), value)
    }

    fn open_for(&self, to: AgencyId, column: &str, id: ServiceReferralId, sealed: &str) -> Result<String> {
        open(&self.keys().agency_key(to), &to.to_string(), column, &id.to_string(), sealed)
    }

    pub(crate) async fn add_step<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        id: ServiceReferralId,
        state: LoopState,
        by: Option<MemberId>,
        reason: Option<&str>,
        sealed_note: Option<String>,
    ) -> Result<()> {
        let values =
            [text(id), text(state), self.now().into(), text_opt(by), reason.into(), sealed_note.into()];
        self.execute_one(ok, sql!("service_referral/add_step"), &values).await
    }

    /// Where the referral of the authorisation stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn loop_standing<A: MovesLoop>(&mut self, ok: &Authorized<A>) -> Result<LoopStanding> {
        let row = self
            .row(ok, sql!("service_referral/standing"), &[text(ok.id())])
            .await?
            .ok_or(Error::Conflict)?;
        Ok(LoopStanding {
            state: row.parse("state")?,
            number: row.text("number")?,
            case: row.parse("case_id")?,
            case_type: row.text("case_type")?,
            from: row.parse("from_id")?,
            sent_by: row.parse("sent_by")?,
            to: row.parse("to_id")?,
            to_kind: row.parse("to_kind")?,
            consent: row.parse("consent_id")?,
            purpose: row.text("purpose")?,
        })
    }

    /// Moves the referral of the authorisation from one state to another, with a reason by code and in words.
    ///
    /// # Errors
    /// When it is no longer in the state `from`, was in the state `to` before, or the database fails.
    pub async fn move_loop<A: MovesLoop>(
        &mut self,
        ok: &Authorized<A>,
        from: LoopState,
        to: LoopState,
        reason: Option<&str>,
        note: Option<&str>,
    ) -> Result<()> {
        let id = ok.id();
        self.execute_one(ok, sql!("service_referral/move"), &[text(id), text(from), text(to)]).await?;
        let receiver = ok.resource().to;
        let note = note.map(|note| self.seal_for(receiver, NOTE, id, note)).transpose()?;
        let by = ok.actor().member().map(|member| member.member);
        self.add_step(ok, id, to, by, reason, note).await?;
        self.tell(ok, "state", to.code());
        Ok(())
    }

    fn loop_row(&self, row: &Row, mine: Option<AgencyId>) -> Result<Loop> {
        let (from, to): (AgencyId, AgencyId) = (row.parse("from_id")?, row.parse("to_id")?);
        let (sends, consent_stands) = (mine == Some(from), stands(row, self)?);
        Ok(Loop {
            referral: ServiceReferral {
                id: row.parse("id")?,
                number: row.text("number")?,
                case: row.parse("case_id")?,
                service: row.parse("service_id")?,
                to,
                from,
                sent_by: row.parse("sent_by")?,
                consent: row.parse("consent_id")?,
                fields: BTreeMap::new(),
                state: row.parse("state")?,
                sent_at: row.at("sent_at")?,
                steps: Vec::new(),
            },
            service_en: row.text("service_en")?,
            service_fr: row.text("service_fr")?,
            from_en: row.text("from_en")?,
            from_fr: row.text("from_fr")?,
            to_en: row.text("to_en")?,
            to_fr: row.text("to_fr")?,
            sender: row.text("sender")?,
            sender_phone: row.text_opt("sender_phone")?,
            steps_by: BTreeMap::new(),
            case: if sends { Some((row.text("case_number")?, row.text("subject_name")?)) } else { None },
            name: None,
            workers: Vec::new(),
            consent_stands,
            consent_until: row.at("until_at")?,
            // What the sender sent is the sender's own; the receiver reads it by the consent alone, asked anew each time.
            withheld: !sends && !consent_stands,
        })
    }

    /// The referral of the authorisation, as its reader's side may see it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_referral(&mut self, ok: &Authorized<ReadServiceReferral>) -> Result<Held<Loop>> {
        let id = ok.id();
        let mine = ok.actor().member().map(|member| member.agency);
        let row = self.row(ok, sql!("service_referral/get"), &[text(id)]).await?.ok_or(Error::Conflict)?;
        let mut it = self.loop_row(&row, mine)?;
        let to = it.referral.to;
        if !it.withheld {
            for row in self.rows(ok, sql!("service_referral/fields"), &[text(id)]).await? {
                let value = self.open_for(to, FIELD, id, &row.text("sealed")?)?;
                it.referral.fields.insert(row.text("field")?, value);
            }
            it.name = it.referral.fields.get("name_used").cloned();
        }
        for row in self.rows(ok, sql!("service_referral/steps"), &[text(id)]).await? {
            let by: Option<MemberId> = row.parse_opt("by_member")?;
            if let (Some(by), Some(name)) = (by, row.text_opt("by_name")?) {
                it.steps_by.insert(by, name);
            }
            let note =
                row.text_opt("note")?.map(|sealed| self.open_for(to, NOTE, id, &sealed)).transpose()?;
            it.referral.steps.push(Step {
                state: row.parse("state")?,
                at: row.at("at")?,
                by,
                reason: row.text_opt("reason")?,
                note,
            });
        }
        if mine == Some(to) {
            for row in self.rows(ok, sql!("service_referral/workers"), &[text(it.referral.consent)]).await? {
                it.workers.push((row.parse("member_id")?, row.text("name")?, row.parse("part")?));
            }
        }
        Ok(Held::new(it))
    }

    /// Referrals to services that the actor may read, of one case or of all: those that run first, oldest of them on top.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_service_referrals(
        &mut self,
        ok: &Authorized<ListServiceReferrals>,
        case: Option<CaseId>,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<ReadServiceReferral, Loop>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let values =
            [me.me(), me.agency(), me.caseworker(), me.has(Role::Supervisor), text_opt(case), limit.into()];
        let rows = self.rows(ok, sql!("service_referral/list"), &values).await?;
        let mut loops = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut it = self.loop_row(row, Some(member.agency))?;
            if let (false, Some(sealed)) = (it.withheld, row.text_opt("name")?) {
                it.name = Some(self.open_for(it.referral.to, FIELD, it.referral.id, &sealed)?);
            }
            if let Some(facts) = self.service_referral_facts(it.referral.id).await? {
                loops.push(Candidate::new(facts, it));
            }
        }
        Ok(Held::new(loops))
    }
}
