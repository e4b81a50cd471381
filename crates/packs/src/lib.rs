//! Rules as reviewed data: parse, validate and evaluate packs.
//!
//! A pack is one TOML file: a head (`[pack]`: id, kind, version, days in force, title), its sources, and the rules of
//! its kind. Every rule cites a source, every word stands in English and in French, and a set of packs with a single
//! fault is refused as a whole, with all its faults. This crate does no input or output: the caller hands over text, a
//! date, an instant.
//!
//! ```
//! use jiff::civil::date;
//! use packs::{Context, Holds, Language, Obligation, Packs};
//!
//! let packs = Packs::builtin()?;
//! let rules = packs.on(date(2026, 11, 21));
//!
//! // A girl of 14 is referred: the law asks the referrer to report, and the programme is for her.
//! let duty = rules.duty_to_report(Some(14)).ok_or("no duty rule")?;
//! assert_eq!(duty.obligation, Obligation::Must);
//! assert!(duty.heading.get(Language::Fr).starts_with("Moins de 16 ans"));
//! let care = rules.eligibility("care-age").ok_or("no such rule")?;
//! assert_eq!(care.check(&Context::new().with_age(14)), Holds::Yes);
//!
//! // Her referral starts these clocks.
//! let clocks = rules.clocks_started_by("referral-received", &Context::new().with_age(14));
//! let mut ids: Vec<_> = clocks.iter().map(|clock| clock.id.as_str()).collect();
//! ids.sort_unstable();
//! assert_eq!(ids, ["referral-acknowledge", "referral-assess"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a fault hides
//! Each item of a section (one clock, one question) is read on its own, so one faulty item does not hide the next.
//! Within one item every unknown key and every missing language is reported, and the first key that is missing or of
//! the wrong type. What depends on several items (stages, bands of ages, unused sources, references) is checked once
//! all of them could be read, so that one typing mistake is one fault and not twenty.

mod builtin;
mod calendar;
mod case_type;
mod clock;
mod codes;
mod condition;
mod fault;
mod form;
mod header;
mod indicator;
mod law;
mod length;
mod matching;
mod pack;
mod period;
mod read;
mod rules;
mod setting;
mod text;
mod validate;

pub use calendar::{Calendar, CountError, Observance};
pub use case_type::{CaseType, CompartmentRule, Opens, Stage, Transition};
pub use clock::{Actor, Clock, ClockRule, Escalation, Event, Status};
pub use codes::{Code, CodeList};
pub use condition::{Condition, Context, Eligibility, Fact, Holds};
pub use fault::{Fault, Faults};
pub use form::{
    Answer, Answers, Asked, FieldFault, Form, FormInForce, Input, PREFER_NOT_TO_SAY, Part, Question, Reason,
};
pub use header::{Basis, Header, Kind, Level, Source};
pub use indicator::{Indicator, Measure};
pub use law::{AccessWindow, Duty, LaterFinding, LawRule, Obligation, Regime, YouthAccess};
pub use length::{Length, Unit};
pub use matching::{Matching, SearchRule, SecondReader};
pub use period::Period;
pub use rules::{Packs, Rules};
pub use setting::Setting;
pub use text::{Language, Text};
