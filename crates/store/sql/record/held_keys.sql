-- Keys of a list that the holdings have already.
select source_key from record where owner_id = $1 and holdings = $2 and source_key in (values ($3))
