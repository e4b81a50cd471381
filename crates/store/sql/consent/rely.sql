-- Takes hold of a consent that stands now: no withdrawal passes this row until the transaction ends. $1 consent, $2 now.
update consent set relied_on_at = $2
where id = $1 and granted and given_at <= $2 and until_at > $2 and (withdrawn_at is null or withdrawn_at > $2)
