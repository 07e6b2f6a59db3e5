-- What PostgreSQL reads anew for every statement on the table goes where it is read once for a connection: into the guard
-- (docs/decisions/0015). The guard sees changes only, and that is enough: a payment starts as RESERVED, open, without a charge
-- and without a transaction, by the columns' defaults. Nothing is rewritten, and the lock is short.
alter table payment
	alter column open drop expression,
	alter column open set default true,
	drop constraint payment_charge,
	drop constraint payment_transaction_when_settled;

create or replace function payment_guard() returns trigger language plpgsql as $$
begin
	if new.network <> old.network or new.asset <> old.asset or new.payer <> old.payer or new.nonce <> old.nonce then
		raise exception 'payment %: its identity can not change', old.id using errcode = 'check_violation';
	end if;
	if old.state = 'SETTLED' and (new.transaction is distinct from old.transaction or new.amount <> old.amount or new.pay_to <> old.pay_to) then
		raise exception 'payment %: what is settled can not change', old.id using errcode = 'check_violation';
	end if;
	if new.charge is distinct from old.charge and old.state in ('SETTLING', 'UNKNOWN', 'SETTLED') then
		raise exception 'payment %: what is charged is decided before it is settled', old.id using errcode = 'check_violation';
	end if;
	if new.charge > new.amount then
		raise exception 'payment %: % is more than the maximum of %', old.id, new.charge, new.amount using errcode = 'check_violation';
	end if;
	if new.state = 'SETTLED' and (new.transaction is null or new.settled_at is null) then
		raise exception 'payment %: settled by no transaction', old.id using errcode = 'check_violation';
	end if;
	new.open := new.state in ('RESERVED', 'VERIFIED', 'EXECUTED', 'SETTLING', 'UNKNOWN');
	if new.state = old.state then
		return new;
	end if;
	if old.state || '>' || new.state not in (
		'RESERVED>VERIFIED', 'RESERVED>SETTLING', 'RESERVED>RELEASED', 'RESERVED>REJECTED',
		'VERIFIED>EXECUTED', 'VERIFIED>SETTLING', 'VERIFIED>RELEASED',
		'EXECUTED>SETTLING', 'EXECUTED>RELEASED',
		'SETTLING>SETTLED', 'SETTLING>REJECTED', 'SETTLING>UNKNOWN',
		'UNKNOWN>SETTLED', 'UNKNOWN>RELEASED', 'UNKNOWN>SETTLING',
		'RELEASED>RESERVED', 'REJECTED>RESERVED') then
		raise exception 'payment %: % can not become %', old.id, old.state, new.state using errcode = 'check_violation';
	end if;
	if new.state = 'RESERVED' then
		-- Taken anew, for another call that may cost something else.
		new.charge := null;
	end if;
	return new;
end $$;
