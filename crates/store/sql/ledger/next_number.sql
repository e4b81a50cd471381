insert into number_counter (kind, last) values ($1, 1)
on conflict (kind) do update set last = number_counter.last + 1
returning last
