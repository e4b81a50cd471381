//! Record linkage: normalise, index, compare, decide, explain.
//!
//! A pure engine: no files, no database, no clock. Start with [`PersonFields`] (what is compared), then [`Model`] (what
//! it is worth), [`compare`] (how), [`link`] and [`Index`] (over many records), [`Identities`] (what people decided).
//!
//! Software never labels a person: an [`Outcome`] is a prompt with reasons for and against.

mod block;
mod cluster;
mod compare;
mod date;
mod error;
mod estimate;
mod evaluate;
mod explain;
mod frequency;
mod index;
mod level;
mod link;
mod model;
pub mod normalise;
mod person;
mod profile;
mod query;
mod rank;
mod token;

pub use block::DroppedBlock;
pub use cluster::{Clustering, Contradiction, Decision, Identities, Suggestion};
pub use compare::{Comparison, compare};
pub use date::PartialDate;
pub use error::Error;
pub use estimate::{Estimate, estimate};
pub use evaluate::{Evaluation, evaluate};
pub use explain::{Explanation, Outcome, Reason, message_ids};
pub use frequency::Frequencies;
pub use index::{Candidate, Found, Index};
pub use level::{Agreement, Field, Level};
pub use link::{Link, LinkResult, link, link_within};
pub use model::{
    BlockPart, Blocking, Guard, Model, Pass, Probabilities, Provenance, Rarity, Sharing, Similarity,
    Thresholds,
};
pub use person::{Address, Identifier, PersonFields};
pub use profile::Profile;
pub use query::{Query, query_tokens};
pub use rank::{Ranked, rank, rank_message_ids};
pub use token::{Token, TokenField, TokenKind, tokens};
