-- What is charged of a payment by scheme upto, of which the amount is the most; null is all of it. It is decided before the
-- facilitator is asked, and never again: what the chain is asked about, and what earnings count, is this.
alter table payment add column charge numeric(78, 0);
alter table payment add constraint payment_charge check (charge is null or (charge >= 0 and charge <= amount));

create function payment_charge_guard() returns trigger language plpgsql as $$
begin
	if old.state in ('SETTLING', 'UNKNOWN', 'SETTLED') and new.charge is distinct from old.charge then
		raise exception 'payment %: what is charged is decided before it is settled', old.id using errcode = 'check_violation';
	end if;
	if new.state = 'RESERVED' and old.state <> 'RESERVED' then
		-- Taken anew, for another call that may cost something else.
		new.charge := null;
	end if;
	return new;
end $$;

create trigger payment_charge_guard before update on payment for each row
	when (old.charge is not null or new.charge is not null) execute function payment_charge_guard();
