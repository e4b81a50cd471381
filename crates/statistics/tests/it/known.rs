//! Tables whose dangers are known.

use statistics::{
    Cell, Error, Legend, Margins, Ratio, Rule, Table, Zeros, exposes, protect, protect_count, protect_ratio,
};

/// Connected to a support, by region and age: invented figures.
fn regions() -> Table {
    Table::builder(["Under 16", "16 and 17", "18 to 24", "25 and over"], Margins::ALL)
        .row("Central", [41, 66, 214, 198])
        .row("East", [19, 31, 127, 104])
        .row("Toronto", [38, 59, 190, 171])
        .row("West", [21, 22, 70, 58])
        .row("North", [3, 9, 24, 21])
        .build()
        .unwrap()
}

#[test]
fn a_small_cell_takes_three_more_with_it_and_totals_stay() {
    let published = protect(&regions(), &Rule::new(5).unwrap()).unwrap();
    assert_eq!(published.cell("North", "Under 16"), Some(Cell::FewerThan(5)));
    assert_eq!((published.held(), published.held_small()), (4, Some(1)));
    for row in 0..=5 {
        assert!(matches!(published.at(row, 4), Some(Cell::Shown(_))), "the totals of rows are shown");
    }
}

#[test]
fn the_auditor_catches_primary_suppression_alone() {
    let mut json = serde_json::to_value(protect(&regions(), &Rule::new(5).unwrap()).unwrap()).unwrap();
    let table = regions();
    for index in 0..30 {
        if json["cells"][index] == "not_shown" {
            json["cells"][index] = serde_json::json!({ "shown": table.count(index / 5, index % 5).unwrap() });
        }
    }
    let found = exposes(&serde_json::from_value(json).unwrap()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].row, found[0].column, found[0].low, found[0].high), (4, 0, 3, Some(3)));
}

#[test]
fn the_sum_of_two_held_cells_does_not_give_them_away() {
    // Both held, both rows end at 4 + 4 = 8: without more, "fewer than 5" twice with the sum 8 is 4 and 4.
    let table = Table::builder(["A", "B", "C"], Margins { of_rows: true, of_columns: false, grand: false })
        .row("x", [4, 4, 90])
        .build()
        .unwrap();
    let published = protect(&table, &Rule::new(5).unwrap()).unwrap();
    assert_eq!(published.held(), 3 + usize::from(!matches!(published.at(0, 3), Some(Cell::Shown(_)))));
    assert!(exposes(&published).unwrap().is_empty());
}

#[test]
fn a_region_total_cannot_be_used_against_its_rows() {
    let table = Table::builder(["A", "B"], Margins::ALL)
        .group("North")
        .row_in("North", "Thunder Bay", [2, 30])
        .row_in("North", "Sudbury", [40, 50])
        .row("South", [300, 400])
        .build()
        .unwrap();
    let published = protect(&table, &Rule::new(5).unwrap()).unwrap();
    assert!(exposes(&published).unwrap().is_empty());
    assert_eq!(published.cell("North", "A"), Some(Cell::Shown(42)));
    assert_eq!(published.cell("Sudbury", "A"), Some(Cell::NotShown));
    assert_eq!(published.cell("Thunder Bay", "B"), Some(Cell::NotShown));
}

#[test]
fn a_threshold_whose_label_would_be_the_value_labels_nothing() {
    let table =
        Table::builder(["A", "B"], Margins::ALL).row("x", [1, 30]).row("y", [20, 30]).build().unwrap();
    let published = protect(&table, &Rule::new(2).unwrap()).unwrap();
    assert_eq!((published.legend(), published.held_small()), (Legend::Alike, None));
    assert_eq!(published.cell("x", "A"), Some(Cell::NotShown));
}

#[test]
fn a_table_of_one_small_count_is_held_with_its_totals() {
    let table = Table::builder(["A"], Margins::ALL).row("x", [2]).build().unwrap();
    let published = protect(&table, &Rule::new(5).unwrap()).unwrap();
    assert_eq!(published.held(), 4);
}

#[test]
fn zeros_are_shown_or_held_as_the_rule_says() {
    let table =
        Table::builder(["A", "B"], Margins::ALL).row("x", [0, 30]).row("y", [20, 30]).build().unwrap();
    let rule = Rule::new(5).unwrap();
    assert_eq!(protect(&table, &rule).unwrap().cell("x", "A"), Some(Cell::Shown(0)));
    let held = protect(&table, &rule.with_zeros(Zeros::Held)).unwrap();
    assert_eq!(held.cell("x", "A"), Some(Cell::FewerThan(5)));
    assert!(held.held() >= 4);
}

#[test]
fn contradictory_figures_are_refused_not_declared_safe() {
    let mut json = serde_json::to_value(protect(&regions(), &Rule::new(5).unwrap()).unwrap()).unwrap();
    json["cells"][0] = serde_json::json!({ "shown": 42 });
    assert_eq!(exposes(&serde_json::from_value(json.clone()).unwrap()), Err(Error::Contradictory));
    json["cells"].as_array_mut().unwrap().pop();
    assert_eq!(exposes(&serde_json::from_value(json.clone()).unwrap()), Err(Error::Contradictory));
    json["rule"]["threshold"] = serde_json::json!(0);
    assert!(serde_json::from_value::<statistics::Protected>(json).is_err());
}

#[test]
fn a_group_that_holds_itself_is_refused() {
    let mut json = serde_json::to_value(protect(&regions(), &Rule::new(5).unwrap()).unwrap()).unwrap();
    json["shape"]["rows"][0]["group"] = serde_json::json!(0);
    assert_eq!(exposes(&serde_json::from_value(json).unwrap()), Err(Error::Contradictory));
}

#[test]
fn mistakes_in_a_table_are_named() {
    let none: [&str; 0] = [];
    assert_eq!(Table::builder(none, Margins::ALL).row("x", []).build(), Err(Error::Empty));
    let two = || Table::builder(["A", "B"], Margins::ALL);
    assert_eq!(two().build(), Err(Error::Empty));
    assert_eq!(two().row("x", [1]).build(), Err(Error::Width { row: "x".into(), found: 1, expected: 2 }));
    assert_eq!(two().row("x", [1, 2]).row("x", [1, 2]).build(), Err(Error::Duplicate("x".into())));
    assert_eq!(two().row_in("North", "x", [1, 2]).build(), Err(Error::UnknownGroup("North".into())));
    assert_eq!(two().group("North").row("x", [1, 2]).build(), Err(Error::EmptyGroup("North".into())));
    assert_eq!(two().row("x", [u64::MAX, 2]).build(), Err(Error::TooLarge));
    assert_eq!(
        Table::builder(["A", "A"], Margins::ALL).row("x", [1, 2]).build(),
        Err(Error::Duplicate("A".into()))
    );
}

#[test]
fn true_counts_do_not_reach_a_log() {
    assert!(!format!("{:?}", regions()).contains("214"));
}

#[test]
fn a_share_is_held_when_any_of_its_three_counts_is_small() {
    let rule = Rule::new(5).unwrap();
    for (part, whole) in [(3, 90), (87, 90), (1, 4), (4, 4)] {
        assert_eq!(protect_ratio(part, whole, &rule), Ok(Ratio::NotShown), "{part} of {whole}");
    }
    assert_eq!(protect_ratio(5, 10, &rule), Ok(Ratio::Shown { part: 5, whole: 10, percent: 50 }));
    assert_eq!(
        protect_ratio(1_995, 2_000, &rule),
        Ok(Ratio::Shown { part: 1_995, whole: 2_000, percent: 99 })
    );
    assert_eq!(protect_ratio(0, 0, &rule), Ok(Ratio::Undefined));
    assert_eq!(protect_ratio(0, 90, &rule), Ok(Ratio::Shown { part: 0, whole: 90, percent: 0 }));
    assert_eq!(protect_ratio(0, 90, &rule.with_zeros(Zeros::Held)), Ok(Ratio::NotShown));
    assert_eq!(protect_ratio(9, 8, &rule), Err(Error::PartOfWhole { part: 9, whole: 8 }));
    assert_eq!(protect_count(0, &rule.with_zeros(Zeros::Held)), Cell::FewerThan(5));
}
