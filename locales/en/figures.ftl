# The figures of the strategy.

figures-title = Strategy figures
figures-period = Fiscal year { $year }: { $from } to { $to }. Counted at the start of { $counted }.
figures-period-none = Fiscal year { $year }, from { $from }. No day of it is over yet.
figures-print = Print
figures-back = Back to the figures
figures-marking = Protected figures. For the strategy’s offices and supervisors.
figures-printed = Printed by { $name }, { $when }.
figures-rule = Counts under { $n } are never shown, and a second figure is left out where the first could be worked out.
figures-held-count = { $n ->
    [0] None is held back today.
    [one] One figure is held back today.
   *[other] { $n } figures are held back today.
}
figures-this-year = this fiscal year
figures-part-of = { $part } of { $whole } { $unit }
figures-share-held = too few to show
figures-share-none = none fell in this period
figures-quarter = Q{ $n }
figures-quarter-months = { $quarter }, { $from } to { $to }
figures-quarter-open = { $quarter }, { $from } to { $to } (provisional)
figures-quarter-short-open = { $quarter } (provisional)
figures-quarter-head = Quarter
figures-children-head = Children
figures-bars-description = Children served, by quarter; values in the table below
figures-finding-none = No child has been counted yet this year.
figures-finding-held = So few children were served this year that the number is not shown.
figures-finding-total = { $n ->
    [one] One child was served so far this year.
   *[other] { $n } children were served so far this year.
}
figures-finding-more = More children were served in { $last } than in { $before }: { $n }, after { $m }.
figures-finding-fewer = Fewer children were served in { $last } than in { $before }: { $n }, after { $m }.
figures-finding-same = As many children were served in { $last } as in { $before }: { $n }.
figures-shares-title = In time, and connected
figures-shares-finding = The lowest of the three shares is “{ $label }”: { $share }.
figures-shares-none = None of the shares can be shown yet.
figures-shares-description = Three shares in per cent; values in the table below
figures-share-head = Share
figures-percent-head = Per cent
figures-part-head = Counted
figures-whole-head = Of
figures-table-title = Children served, by age and quarter
figures-table-caption = Children served by age in years, for each quarter and in all
figures-age-head = Age
figures-age = { $age } years
figures-all = All
figures-none-yet = There are no figures yet: the fiscal year’s first day is not over.
figures-note-small = Fewer than { $n } children.
figures-note-other = Left out because it would reveal another figure.
figures-note-alike = Left out because there are fewer than { $n } children, or because it would reveal another figure. To say which would reveal it.
figures-indigenous = First Nations, Inuit and Métis figures appear only when the organisations that hold them decide to release them.
figures-counted = What is counted
figures-full-definition = Full definition
figures-unit = Unit
figures-never-below = Never shown below
figures-pack = Defined in
figures-pack-version = { $pack }, { $id }, version { $version }
figures-pack-from = , in force from { $from }
figures-sources = Sources
