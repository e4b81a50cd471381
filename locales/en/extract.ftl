# Imports: why a file, a row or a mapping is refused. Arguments never hold a cell's content.

## The file as a whole
extract-wrong-encoding = This file is not UTF-8: line { $line } has the byte { $byte } at position { $offset }. Save it again as “CSV UTF-8” and send it again.
extract-wrong-encoding-utf16 = This file is UTF-16, not UTF-8. Save it again as “CSV UTF-8” and send it again.
extract-file-empty = This file is empty. It needs at least its header line.
extract-file-too-large = This file is larger than { $limit } bytes. Split it, or ask for a higher limit in the mapping.
extract-too-many-rows = This file has more than { $limit } rows. Split it, or ask for a higher limit in the mapping.
extract-row-too-long = The row on line { $line } is longer than { $limit } bytes. A quotation mark may be missing.
extract-quote-open = On line { $line } a quotation mark is opened and not closed on the same line. The rows after it cannot be told apart.
extract-read-failed = The file could not be read to its end. Nothing was taken over. Send it again.
extract-delimiter-differs = The mapping expects “{ $expected }” between fields; this file has “{ $found }”.
extract-header-missing = The column “{ $column }” is missing from the header.
extract-header-renamed = The mapping expects a column “{ $expected }”; the header has “{ $found }” instead.
extract-header-unknown = The mapping does not say what happens with the column “{ $column }”. Nothing is collected that is not written down.
extract-header-duplicate = The column “{ $column }” is in the header twice, in places { $first } and { $second }.
extract-columns-shifted = The columns seem shifted: most values under “{ $column }” do not have the shape “{ $shape }”. Nothing was taken over.
extract-columns-shifted-like = The columns seem shifted: most values under “{ $column }” do not have the shape “{ $shape }”; they look like “{ $like }”. Nothing was taken over.
extract-too-many-faults = { $faulty } of { $rows } rows are faulty. That is too many: nothing was taken over.

## One row
extract-fields-missing = The row has { $found } fields; the header has { $expected }.
extract-fields-extra = The row has { $found } fields; the header has { $expected }. A comma may stand outside quotation marks.
extract-key-missing = The row has no key.
extract-key-duplicate = Lines { $first } and { $second } have the same key. Both are left out until it is known which is right.
extract-value-missing = A value is required here.
extract-value-too-long = The value is longer than { $limit } characters.
extract-control-character = The value has a control character ({ $code }).
extract-hidden-character = The value has a character that nobody sees ({ $code }).
extract-date-impossible = No calendar has this date.
extract-date-unreadable = This is not a date as the mapping expects it ({ $formats }).
extract-date-future = This date of birth is in the future.
extract-age-impossible = This date of birth makes the person older than { $limit }.
extract-code-unknown = The mapping does not know this code.

## The mapping
extract-mapping-syntax = Line { $line } of the mapping cannot be read: { $detail }.
extract-mapping-schema = The mapping's schema is { $found }; this version reads 1.
extract-mapping-delimiter = The delimiter must be one punctuation character or a tab, and not a quotation mark.
extract-mapping-header-blank = The header “{ $column }” is empty or has blanks around it.
extract-mapping-header-twice = The header “{ $column }” is named twice.
extract-mapping-field-twice = Two columns or constants go to “{ $field }”, which takes one.
extract-mapping-kind = “{ $field }” is given a kind that it does not take, or lacks the kind that it needs.
extract-mapping-no-key = No column goes to “key”.
extract-mapping-constant = A key or a date of birth cannot be a constant.
extract-mapping-formats = “{ $column }”: a date of birth needs formats, and nothing else takes them.
extract-mapping-format = “{ $column }”: “{ $format }” is not a layout made of YYYY, MM and DD.
extract-mapping-format-ambiguous = “{ $column }”: “{ $format }” and “{ $other }” cannot be told apart.
extract-mapping-shape = “{ $column }”: there is no shape “{ $shape }” for this column.
extract-mapping-split = “{ $column }”: only other names, telephone numbers and identifiers can be several in one cell.
extract-mapping-limits = A limit of the mapping is zero or contradicts another.

## The service directory
extract-directory-syntax = { $file } is not valid JSON: line { $line }, column { $column }.
extract-directory-encoding = { $file } is not UTF-8: line { $line }, position { $offset }.
extract-directory-no-list = This is not a list of services of the Human Services Data Specification 3.0.
extract-directory-too-many = This directory has more than { $limit } services.
extract-directory-table-missing = The table { $file } is missing.
extract-directory-table = { $file }, line { $line }: the row does not have as many fields as the header.
extract-directory-table-number = { $file }: “{ $column }” holds something that is not a number.
extract-directory-malformed = A field of this service is not of the kind that the standard gives it.
extract-directory-id-twice = An earlier service has the same id.
extract-directory-age = The ages are not whole years, are impossible or contradict each other.
extract-directory-phone = This telephone number has no digits. The service is taken without it.
extract-directory-schedule = These hours cannot be read. The service is taken without them.
extract-directory-point = This point is not on the Earth. The service is taken without it.
extract-directory-address-confidential = The source calls this address confidential and gives it all the same. It was not kept. Tell the source.
extract-directory-number = This is not a whole number.
extract-directory-capacity-incomplete = Capacity needs its unit, how many are free and when that was told. It was not kept.
extract-directory-capacity-contradiction = More is free than there is. The capacity was not kept.

## The invented world of the training copy
extract-world-syntax = { $file }, line { $line }: { $detail }.
extract-world-row = { $file }, line { $line }: this row cannot be read.
extract-world-unknown = { $by } names the { $what } “{ $id }”, which does not exist or does not fit.
extract-world-twice = The { $what } “{ $id }” exists twice.
