//! Referrals that come in. What the sender wrote is sealed with the key of the agency that takes it in.

use std::collections::BTreeMap;

use domain::id::{AgencyId, CaseId, MemberId, RecordId, ReferralId};
use domain::member::Role;
use domain::referral::{Referral, ReferralState};
use jiff::Timestamp;
use policy::action::{
    AnswerReferral, FollowReferral, HearBack, ListReferrals, ReadReferral, ReceiveReferral,
};
use policy::facts::ReferralFacts;
use policy::{Authorized, Candidate};

use crate::keys::{open, seal};
use crate::reach::Reach;
use crate::row::{Row, text, text_opt};
use crate::{Error, Held, Result, Tx};

const ANSWERS: &str = "referral.answers";
const WORDS: &str = "referral.declined_words";

/// A referral as it arrives.
#[derive(Debug, Clone)]
pub struct NewReferral {
    /// Its id.
    pub id: ReferralId,
    /// The series of its numbers, from the pack.
    pub series: String,
    /// The code of the kind of source.
    pub source: String,
    /// Hash of the secret with which a sender without an account follows it.
    pub follow_hash: String,
    /// Marks this sending of the form, when the form had a one-time number.
    pub sending: Option<String>,
    /// Answers by question.
    pub answers: BTreeMap<String, Vec<String>>,
    /// Version of the form.
    pub form_version: String,
    /// The person record that was made from it.
    pub record: Option<RecordId>,
}

/// Where a referral stands, as its sender may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: ReferralState,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}

fn followed(row: &Row) -> Result<Followed> {
    Ok(Followed {
        number: row.text("number")?,
        state: row.parse("state")?,
        received_at: row.at("received_at")?,
        read_at: row.at_opt("read_at")?,
        answered_at: row.at_opt("answered_at")?,
    })
}

impl Tx {
    fn referral_row(&self, row: &Row) -> Result<Referral> {
        let (id, to): (ReferralId, AgencyId) = (row.parse("id")?, row.parse("to_id")?);
        let key = self.keys().agency_key(to);
        let unseal =
            |column: &str, sealed: &str| open(&key, &to.to_string(), column, &id.to_string(), sealed);
        let plain = unseal(ANSWERS, &row.text("answers")?)?;
        Ok(Referral {
            id,
            number: row.text("number")?,
            to,
            source: row.text("source")?,
            sent_by: row.parse_opt("sent_by")?,
            received_at: row.at("received_at")?,
            state: row.parse("state")?,
            answers: serde_json::from_str(&plain).map_err(|_| Error::Sealed)?,
            form_version: row.text("form_version")?,
            case: row.parse_opt("case_id")?,
            record: row.parse_opt("record_id")?,
            declined_reason: row.text_opt("declined_reason")?,
            declined_words: row
                .text_opt("declined_words")?
                .map(|sealed| unseal(WORDS, &sealed))
                .transpose()?,
            read_at: row.at_opt("read_at")?,
            answered_at: row.at_opt("answered_at")?,
        })
    }

    /// Takes a referral in for the agency of the authorisation; returns its number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn receive_referral(
        &mut self,
        ok: &Authorized<ReceiveReferral>,
        new: NewReferral,
        sent_by: Option<MemberId>,
    ) -> Result<String> {
        let number = self.next_number(ok, &new.series).await?;
        let to = ok.id();
        let plain = serde_json::to_string(&new.answers).map_err(|_| Error::Sealed)?;
        let sealed =
            seal(&self.keys().agency_key(to), &to.to_string(), ANSWERS, &new.id.to_string(), &plain)?;
        let values = [
            text(new.id),
            (&number).into(),
            text(to),
            new.source.into(),
            text_opt(sent_by),
            new.follow_hash.into(),
            new.sending.into(),
            self.now().into(),
            sealed.into(),
            new.form_version.into(),
            text_opt(new.record),
        ];
        self.execute_one(ok, sql!("referral/insert"), &values).await?;
        self.tell(ok, "referral", new.id.to_string());
        Ok(number)
    }

    /// The number of a referral that this sending of the form has brought already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referral_sent_before(
        &mut self,
        ok: &Authorized<ReceiveReferral>,
        sending: &str,
    ) -> Result<Option<String>> {
        let row = self.row(ok, sql!("referral/by_sending"), &[text(ok.id()), sending.into()]).await?;
        row.map(|row| row.text("number")).transpose()
    }

    /// Referrals to the agency of the authorisation that the actor may read, open ones first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_referrals(
        &mut self,
        ok: &Authorized<ListReferrals>,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<ReadReferral, Referral>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let desk = member.has(Role::Duty) || member.has(Role::Supervisor);
        let values = [text(ok.id()), Reach(member).caseworker(), desk.into(), limit.into()];
        let rows = self.rows(ok, sql!("referral/list"), &values).await?;
        let referrals = rows.iter().map(|row| {
            let referral = self.referral_row(row)?;
            let facts = ReferralFacts {
                id: referral.id,
                to: referral.to,
                sent_by: referral.sent_by,
                case: referral.case,
            };
            Ok(Candidate::new(facts, referral))
        });
        Ok(Held::new(referrals.collect::<Result<_>>()?))
    }

    /// Referrals that the actor sent: where each stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_sent_referrals(
        &mut self,
        ok: &Authorized<ListReferrals>,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<FollowReferral, (ReferralId, Followed)>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let rows = self.rows(ok, sql!("referral/sent"), &[me.me(), me.caseworker(), limit.into()]).await?;
        let sent = rows.iter().map(|row| {
            let id = row.parse("id")?;
            let facts = ReferralFacts {
                id,
                to: row.parse("to_id")?,
                sent_by: row.parse_opt("sent_by")?,
                case: row.parse_opt("case_id")?,
            };
            Ok(Candidate::new(facts, (id, followed(row)?)))
        });
        Ok(Held::new(sent.collect::<Result<_>>()?))
    }

    /// The referral of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referral(&mut self, ok: &Authorized<ReadReferral>) -> Result<Held<Referral>> {
        let row = self.row(ok, sql!("referral/get"), &[text(ok.id())]).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(self.referral_row(&row)?))
    }

    /// The referral that a sender's secret belongs to, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referral_by_follow(&mut self, follow_hash: &str) -> Result<Option<ReferralId>> {
        let row = self.fact_row(sql!("facts/referral_by_follow"), &[follow_hash.into()]).await?;
        row.map(|row| row.parse("id")).transpose()
    }

    /// Where the referral of the authorisation stands, for its sender.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn followed_referral(&mut self, ok: &Authorized<HearBack>) -> Result<Held<Followed>> {
        let row = self.row(ok, sql!("referral/follow"), &[text(ok.id())]).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(followed(&row)?))
    }

    /// Notes that the referral was read, the first time; says whether this was it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_referral_read(&mut self, ok: &Authorized<AnswerReferral>) -> Result<bool> {
        Ok(self.execute(ok, sql!("referral/read"), &[text(ok.id()), self.now().into()]).await? == 1)
    }

    /// Answers the referral: taken up as a case, or declined with a reason.
    ///
    /// # Errors
    /// When it was answered already, or the database fails.
    pub async fn answer_referral(
        &mut self,
        ok: &Authorized<AnswerReferral>,
        state: ReferralState,
        case: Option<CaseId>,
        declined_reason: Option<&str>,
        declined_words: Option<&str>,
    ) -> Result<()> {
        let to = ok.resource().to;
        let key = self.keys().agency_key(to);
        let words =
            declined_words.map(|words| seal(&key, &to.to_string(), WORDS, &ok.id().to_string(), words));
        let values = [
            text(ok.id()),
            text(state),
            text_opt(case),
            declined_reason.into(),
            words.transpose()?.into(),
            self.now().into(),
        ];
        self.execute_one(ok, sql!("referral/answer"), &values).await
    }
}
