//! A set of packs, and its rules on one day.

use jiff::civil::Date;

use crate::header::Cited;
use crate::law::{LaterFinding, YouthAccess};
use crate::pack::Pack;
use crate::{
    AccessWindow, Calendar, CaseType, ClockRule, CodeList, Context, Duty, Eligibility, Event, Fact, Fault,
    Faults, FormInForce, Header, Holds, Indicator, LawRule, Matching, Regime, Setting,
};
use crate::{builtin, read, validate};

/// A set of packs without a fault.
#[derive(Debug, Clone)]
pub struct Packs {
    packs: Vec<Pack>,
}

impl Packs {
    /// Reads and checks a set of packs, given as pairs of file name and text.
    ///
    /// ```
    /// use packs::Packs;
    /// let text = r#"
    ///     [pack]
    ///     id = "a"
    ///     kind = "codes"
    ///     version = 1
    ///     in_force = { from = "2026-01-01" }
    ///     title = { en = "Colours" }
    /// "#;
    /// let faults = Packs::load([("a.toml", text)]).err().ok_or("should be refused")?;
    /// assert!(faults.to_string().contains("a.toml: pack.title: `fr` is missing"));
    /// # Ok::<(), &str>(())
    /// ```
    ///
    /// # Errors
    /// Every fault that was found, see [the crate's page](crate#what-a-fault-hides).
    pub fn load<F, T>(files: impl IntoIterator<Item = (F, T)>) -> Result<Self, Faults>
    where
        F: AsRef<str>,
        T: AsRef<str>,
    {
        let mut faults = Vec::new();
        let mut packs = Vec::new();
        let mut given = 0;
        for (file, text) in files {
            given += 1;
            packs.extend(read::read(file.as_ref(), text.as_ref(), &mut faults));
        }
        if given == 0 {
            faults.push(Fault::new("", "", "no pack was given"));
        }
        validate::resolve(&mut packs);
        validate::each(&mut packs, &mut faults);
        // What an unread item would have declared is unknown, so names would be reported as missing in error.
        if packs.len() == given && packs.iter().all(|pack| pack.whole) {
            validate::references(&packs, &mut faults);
        }
        if faults.is_empty() { Ok(Self { packs }) } else { Err(Faults::new(faults)) }
    }

    /// The packs that were compiled into the program.
    ///
    /// # Errors
    /// If one of them has a fault; a test of this crate makes sure that none has.
    pub fn builtin() -> Result<Self, Faults> {
        Self::load(builtin::FILES.iter().copied())
    }

    /// File name and text of every pack that was compiled in: what an operator starts from.
    #[must_use]
    pub fn builtin_files() -> &'static [(&'static str, &'static str)] {
        builtin::FILES
    }

    /// The heads of all packs.
    pub fn headers(&self) -> impl Iterator<Item = &Header> {
        self.packs.iter().map(|pack| &pack.header)
    }

    /// The rules that are in force on `date`.
    #[must_use]
    pub fn on(&self, date: Date) -> Rules<'_> {
        Rules { packs: &self.packs, date }
    }
}

/// The rules of a set of packs that are in force on one day.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    packs: &'a [Pack],
    date: Date,
}

impl<'a> Rules<'a> {
    /// The day.
    #[must_use]
    pub fn date(self) -> Date {
        self.date
    }

    fn all<T: Cited + 'a>(self, list: impl Fn(&'a Pack) -> &'a [T] + 'a) -> impl Iterator<Item = &'a T> {
        let date = self.date;
        self.packs.iter().flat_map(list).filter(move |item| item.basis().in_force().contains(date))
    }

    fn find<T: Cited + 'a>(self, id: &str, list: impl Fn(&'a Pack) -> &'a [T] + 'a) -> Option<&'a T> {
        self.all(list).find(|item| item.id() == id)
    }

    fn packs(self) -> impl Iterator<Item = &'a Pack> {
        self.packs.iter().filter(move |pack| pack.header.in_force.contains(self.date))
    }

    /// The case type of that name.
    #[must_use]
    pub fn case_type(self, id: &str) -> Option<&'a CaseType> {
        self.find(id, |pack| &pack.case_types)
    }

    /// All case types.
    pub fn case_types(self) -> impl Iterator<Item = &'a CaseType> {
        self.all(|pack| &pack.case_types)
    }

    /// The form of that name.
    #[must_use]
    pub fn form(self, id: &str) -> Option<FormInForce<'a>> {
        self.find(id, |pack| &pack.forms).map(|form| FormInForce::new(self, form))
    }

    /// The eligibility rule of that name.
    #[must_use]
    pub fn eligibility(self, id: &str) -> Option<&'a Eligibility> {
        self.find(id, |pack| &pack.eligibility)
    }

    /// The event of that name.
    #[must_use]
    pub fn event(self, id: &str) -> Option<&'a Event> {
        self.packs().flat_map(|pack| &pack.events).find(|event| event.id == id)
    }

    /// The fact of that name.
    #[must_use]
    pub fn fact(self, id: &str) -> Option<&'a Fact> {
        self.packs().flat_map(|pack| &pack.facts).find(|fact| fact.id == id)
    }

    /// The clock rule of that name.
    #[must_use]
    pub fn clock(self, id: &str) -> Option<&'a ClockRule> {
        self.find(id, |pack| &pack.clocks)
    }

    /// All clock rules.
    pub fn clocks(self) -> impl Iterator<Item = &'a ClockRule> {
        self.all(|pack| &pack.clocks)
    }

    /// The clocks that an event starts. Where the age decides and nobody knows it, the clock starts: a deadline too
    /// many is ended by a worker, a deadline too few is missed.
    #[must_use]
    pub fn clocks_started_by(self, event: &str, context: &Context) -> Vec<&'a ClockRule> {
        self.clocks()
            .filter(|clock| clock.starts_on == event && clock.when.holds(context) != Holds::No)
            .collect()
    }

    /// The clocks that an event ends, if they run.
    #[must_use]
    pub fn clocks_ended_by(self, event: &str) -> Vec<&'a ClockRule> {
        self.clocks().filter(|clock| clock.ends_on.iter().any(|end| end == event)).collect()
    }

    /// The number or length of time of that name.
    #[must_use]
    pub fn setting(self, id: &str) -> Option<&'a Setting> {
        self.find(id, |pack| &pack.settings)
    }

    /// The calendar of that name.
    #[must_use]
    pub fn calendar(self, id: &str) -> Option<&'a Calendar> {
        self.find(id, |pack| &pack.calendars)
    }

    /// The code list of that name.
    #[must_use]
    pub fn codes(self, id: &str) -> Option<&'a CodeList> {
        self.find(id, |pack| &pack.lists)
    }

    /// All code lists.
    pub fn code_lists(self) -> impl Iterator<Item = &'a CodeList> {
        self.all(|pack| &pack.lists)
    }

    /// What the law asks of somebody who suspects that a person of that age (`None`: unknown) needs protection.
    /// `None` only if no law pack is in force.
    #[must_use]
    pub fn duty_to_report(self, age: Option<u8>) -> Option<&'a Duty> {
        self.all(|pack| &pack.duties).find(|duty: &&Duty| duty.covers(age))
    }

    /// The rule of law of that name.
    #[must_use]
    pub fn law(self, id: &str) -> Option<&'a LawRule> {
        self.find(id, |pack| &pack.rules)
    }

    /// The law that governs the production of a complainant's records: by the day on which the charge was laid, not
    /// by today. `None` only if no law pack is in force.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use packs::Packs;
    /// let packs = Packs::builtin()?;
    /// let rules = packs.on(date(2026, 11, 21));
    /// let regime = |charged_on| rules.production_regime(charged_on).map(|regime| regime.id.as_str());
    /// assert_eq!(regime(None), Some("none"));
    /// assert_eq!(regime(Some(date(2026, 7, 17))), Some("former"));
    /// assert_eq!(regime(Some(date(2026, 7, 18))), Some("since_2026_07_18"));
    /// # Ok::<(), packs::Faults>(())
    /// ```
    #[must_use]
    pub fn production_regime(self, charged_on: Option<Date>) -> Option<&'a Regime> {
        self.all(|pack| &pack.regimes).find(|regime: &&Regime| regime.covers(charged_on))
    }

    /// All regimes for the production of records.
    pub fn production_regimes(self) -> impl Iterator<Item = &'a Regime> {
        self.all(|pack| &pack.regimes)
    }

    /// The access window of a youth record with that outcome.
    #[must_use]
    pub fn access_window(self, outcome: &str) -> Option<&'a AccessWindow> {
        self.find(outcome, |pack| &pack.windows)
    }

    /// All access windows of youth records.
    pub fn access_windows(self) -> impl Iterator<Item = &'a AccessWindow> {
        self.all(|pack| &pack.windows)
    }

    /// When access to a youth record ends: by outcome, the day from which its window counts
    /// ([`AccessWindow::starts_from`]), and later findings of guilt. `None` if there is no such window in force; the
    /// record then stays closed until somebody has looked at it.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use packs::{Packs, YouthAccess};
    /// let packs = Packs::builtin()?;
    /// let rules = packs.on(date(2026, 11, 21));
    /// let ends = rules.youth_access_ends("conditional-discharge", date(2024, 2, 29), &[]);
    /// assert_eq!(ends, Some(YouthAccess::Until(date(2027, 2, 28))));
    /// # Ok::<(), packs::Faults>(())
    /// ```
    #[must_use]
    pub fn youth_access_ends(self, outcome: &str, from: Date, later: &[LaterFinding]) -> Option<YouthAccess> {
        self.access_window(outcome)?.access(from, later, |outcome| self.access_window(outcome))
    }

    /// The rules of matching and searching. `None` only if no such pack is in force.
    #[must_use]
    pub fn matching(self) -> Option<&'a Matching> {
        self.all(|pack| &pack.matching).next()
    }

    /// The definition of the figure of that name.
    #[must_use]
    pub fn indicator(self, id: &str) -> Option<&'a Indicator> {
        self.find(id, |pack| &pack.indicators)
    }

    /// All definitions of figures, in reading order.
    pub fn indicators(self) -> impl Iterator<Item = &'a Indicator> {
        self.all(|pack| &pack.indicators)
    }
}
