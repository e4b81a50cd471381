//! One pack, as read from its file.

use std::sync::Arc;

use crate::calendar::{Calendar, Observance};
use crate::case_type::{CaseType, CompartmentRule};
use crate::clock::{ClockRule, Event};
use crate::codes::CodeList;
use crate::condition::{Eligibility, Fact};
use crate::form::Form;
use crate::header::{Cited, Header, Source};
use crate::indicator::Indicator;
use crate::law::{AccessWindow, Duty, LawRule, Regime};
use crate::matching::Matching;
use crate::setting::Setting;

/// One pack. Which of the lists may be filled depends on its kind.
#[derive(Debug, Clone)]
pub(crate) struct Pack {
    pub(crate) file: String,
    pub(crate) header: Header,
    /// Could every item be read? If not, what is missing is no fault of the rest.
    pub(crate) whole: bool,
    pub(crate) sources: Vec<Arc<Source>>,
    pub(crate) case_types: Vec<CaseType>,
    pub(crate) forms: Vec<Form>,
    pub(crate) eligibility: Vec<Eligibility>,
    pub(crate) events: Vec<Event>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) clocks: Vec<ClockRule>,
    pub(crate) rules: Vec<LawRule>,
    pub(crate) regimes: Vec<Regime>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) windows: Vec<AccessWindow>,
    pub(crate) calendars: Vec<Calendar>,
    pub(crate) lists: Vec<CodeList>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) matching: Vec<Matching>,
}

/// Calls back for every list of cited things in a pack.
pub(crate) trait EachCited {
    fn each<T: Cited>(&mut self, items: &mut [T]);
}

impl Pack {
    pub(crate) fn each_cited(&mut self, visitor: &mut impl EachCited) {
        for case_type in &mut self.case_types {
            visitor.each::<CompartmentRule>(&mut case_type.compartments);
        }
        for calendar in &mut self.calendars {
            visitor.each::<Observance>(&mut calendar.observances);
        }
        visitor.each(&mut self.case_types);
        visitor.each(&mut self.forms);
        visitor.each(&mut self.eligibility);
        visitor.each(&mut self.clocks);
        visitor.each(&mut self.rules);
        visitor.each(&mut self.regimes);
        visitor.each(&mut self.duties);
        visitor.each(&mut self.windows);
        visitor.each(&mut self.calendars);
        visitor.each(&mut self.lists);
        visitor.each(&mut self.indicators);
        visitor.each(&mut self.settings);
        visitor.each(&mut self.matching);
    }
}
