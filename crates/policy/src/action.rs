//! What may be done: one marker type an action.

use crate::context::{self, Context};
use crate::facts::{
    AgencyFacts, BreakGlassFacts, CaseFacts, ClockFacts, CompartmentFacts, ConsentFacts, EntryFacts,
    MatchFacts, MemberFacts, RecordFacts, ReferralFacts, Resource, ServiceFacts, ServiceReferralFacts,
    SystemFacts, TaskFacts,
};

/// An action of the policy.
pub trait Action: Copy + 'static {
    /// Its name in the policy and in the ledger.
    const NAME: &'static str;
    /// Whether it changes anything; otherwise it reads.
    const WRITES: bool;
    /// What it is done on.
    type Resource: Resource;
    /// What the request must say besides.
    type Context: Context;
}

macro_rules! actions {
    (@writes read) => { false };
    (@writes write) => { true };
    (@context) => { () };
    (@context $context:ident) => { context::$context };
    ($($(#[$doc:meta])* $verb:ident $name:ident on $resource:ident $(with $context:ident)?;)+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct $name;

            impl Action for $name {
                const NAME: &'static str = stringify!($name);
                const WRITES: bool = actions!(@writes $verb);
                type Resource = $resource;
                type Context = actions!(@context $($context)?);
            }
        )+

        /// Every action: its name, whether it writes, and the kind of its resource.
        pub const ALL: &[(&str, bool, &str)] =
            &[$((stringify!($name), actions!(@writes $verb), <$resource as Resource>::KIND),)+];
    };
}

actions! {
    /// Open a case for an agency.
    write OpenCase on AgencyFacts;
    /// Send a referral to an agency.
    write ReceiveReferral on AgencyFacts;
    /// List referrals: those the agency takes in, or those one sent oneself.
    read ListReferrals on AgencyFacts;
    /// Import an extract into an agency's holdings.
    write ImportRecords on AgencyFacts with Hold;
    /// Undo an import.
    write UndoImport on AgencyFacts;
    /// List an agency's own records.
    read ListRecords on AgencyFacts;
    /// Write a new record into an agency's holdings.
    write HoldRecord on AgencyFacts with Hold;
    /// List an agency's running deadlines.
    read ListClocks on AgencyFacts;
    /// Manage an agency's members and their sign-in.
    write ManageMembers on AgencyFacts;
    /// List an agency's members.
    read ListMembers on AgencyFacts;
    /// List who of an agency can join a case: name, title, work telephone.
    read ListCaseworkers on AgencyFacts;

    /// Search for a person; each hit is decided by `FindRecord` or `KnowHolder`.
    read SearchRecords on SystemFacts;
    /// List cases; each row is decided by `ReadCase`.
    read ListCases on SystemFacts;
    /// List match alerts; each row is decided by `ReadMatch`.
    read ListMatches on SystemFacts;
    /// List referrals to services; each row is decided by `ReadServiceReferral`.
    read ListServiceReferrals on SystemFacts;
    /// Read the service directory.
    read ReadDirectory on SystemFacts;
    /// Read the figures of the dashboard.
    read ReadFigures on SystemFacts;
    /// Read the ledger.
    read ReadLedger on SystemFacts;
    /// Verify the ledger's chain.
    read VerifyLedger on SystemFacts;
    /// List uses of break-glass; each row is decided by `ReadBreakGlass`.
    read ListBreakGlass on SystemFacts with ListBreakGlass;
    /// Run the linking engine and raise match alerts.
    write LinkRecords on SystemFacts;
    /// Let clocks run out and escalate.
    write RunClocks on SystemFacts;
    /// Load reference data: agencies, directory, map, packs.
    write LoadReference on SystemFacts;

    /// Read a case: its number, stage, people who take part.
    read ReadCase on CaseFacts;
    /// Change a case's stage, people who take part (never the liaison), charge, publication ban.
    write ManageCase on CaseFacts;
    /// Route an Indigenous liaison to a case.
    write RouteLiaison on CaseFacts with RouteLiaison;
    /// Take the liaison's routing back.
    write UnrouteLiaison on CaseFacts;
    /// Write down a consent or a refusal.
    write RecordConsent on CaseFacts;
    /// Read a case's consents.
    read ReadConsents on CaseFacts;
    /// Send a referral to a service.
    write SendServiceReferral on CaseFacts with SendServiceReferral;
    /// Export a case; each entry is decided by `ExportEntry`.
    read ExportCase on CaseFacts with ExportCase;
    /// Read who looked at a case.
    read ReadTrail on CaseFacts;

    /// Write an entry into a compartment.
    write WriteEntry on CompartmentFacts;
    /// Set a task in a compartment.
    write SetTask on CompartmentFacts;
    /// Add a document to a compartment.
    write AddDocument on CompartmentFacts;
    /// Open a compartment by break-glass.
    write OpenGlass on CompartmentFacts;
    /// Decide to whom a First Nation's data is released.
    write ReleaseData on CompartmentFacts;

    /// Read an entry, and the document that it tells of.
    read ReadEntry on EntryFacts;
    /// Let an entry leave in an export.
    read ExportEntry on EntryFacts with ExportEntry;
    /// Disclose an entry to someone outside its compartment.
    write DiscloseEntry on EntryFacts with DiscloseEntry;

    /// Read a record.
    read ReadRecord on RecordFacts;
    /// See who looked at a record.
    read ReadRecordTrail on RecordFacts;
    /// Be shown a record's content as a hit of a search.
    read FindRecord on RecordFacts;
    /// Change a record.
    write AmendRecord on RecordFacts;
    /// Learn which agency holds a record, and its contact; nothing of the content.
    read KnowHolder on RecordFacts;
    /// Have the linking engine compare a record with those of other agencies.
    read CompareRecord on RecordFacts;

    /// Read a referral that came in.
    read ReadReferral on ReferralFacts;
    /// Accept or decline a referral.
    write AnswerReferral on ReferralFacts;
    /// See where the referral that one sent stands.
    read FollowReferral on ReferralFacts;
    /// See where a referral stands with the secret that its sender was given.
    read HearBack on ReferralFacts with HearBack;

    /// Read a match alert: the other agency, its contact, reasons in words.
    read ReadMatch on MatchFacts;
    /// Answer a match alert for one's own agency.
    write AnswerMatch on MatchFacts;
    /// Undo a link.
    write UndoMatch on MatchFacts;

    /// Write down that a consent is withdrawn.
    write WithdrawConsent on ConsentFacts;

    /// Tell the directory how a service stands: free places, hours.
    write UpdateService on ServiceFacts;
    /// Read a referral to a service.
    read ReadServiceReferral on ServiceReferralFacts;
    /// Answer it: seen, accepted, declined, started, completed, outcome.
    write AnswerServiceReferral on ServiceReferralFacts;
    /// Take it back.
    write TakeBackServiceReferral on ServiceReferralFacts;

    /// Read a clock.
    read ReadClock on ClockFacts;
    /// Stop a clock, with a reason.
    write StopClock on ClockFacts;
    /// Do a task.
    write DoTask on TaskFacts;

    /// Read a use of break-glass.
    read ReadBreakGlass on BreakGlassFacts;
    /// End one's own use of break-glass before its time.
    write CloseGlass on BreakGlassFacts;
    /// Confirm, as the owner, that the notice was seen.
    write AcknowledgeBreakGlass on BreakGlassFacts;
    /// Review a use of break-glass.
    write ReviewBreakGlass on BreakGlassFacts;

    /// Use an account: sign in, keep a session, change a password, read what one was told and how much waits.
    write UseAccount on MemberFacts;
    /// Read a member's name, title and work telephone.
    read ReadMember on MemberFacts;
}
