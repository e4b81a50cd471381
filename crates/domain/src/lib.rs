//! Types and rules of Causeway; no input or output.
//!
//! One file a resource. A value of a type in this crate has passed its checks: text is parsed at the edge
//! (`web`, imports) and the wrong state cannot be written down afterwards.

pub mod actor;
pub mod agency;
pub mod breakglass;
pub mod case;
pub mod clock;
pub mod compartment;
pub mod consent;
pub mod document;
pub mod entry;
pub mod id;
pub mod matching;
pub mod member;
pub mod notice;
pub mod record;
pub mod referral;
pub mod service;
pub mod service_referral;
pub mod session;
pub mod task;
pub mod text;
