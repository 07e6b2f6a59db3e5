-- What a step of a payment costs the database (docs/decisions/0015). The rules stay what they were; where they are kept
-- changes: a check of a table is read anew for each statement, one of a domain once for each connection.
create domain payment_state as text check (value in ('RESERVED', 'VERIFIED', 'EXECUTED', 'SETTLING', 'SETTLED', 'RELEASED', 'REJECTED', 'UNKNOWN'));
create domain x402_version as smallint check (value in (1, 2));
create domain atomic_amount as numeric(78, 0) check (value >= 0);
create domain request_fingerprint as text check (length(value) = 64 and translate(value, '0123456789abcdef', '') = '');

drop trigger payment_charge_guard on payment;
drop function payment_charge_guard();
drop index payment_unfinished;
drop index payment_finished;

alter table payment
	drop constraint payment_state_check,
	drop constraint payment_x402_version_check,
	drop constraint payment_amount_check,
	drop constraint payment_fingerprint_check,
	drop constraint payment_attempt_check,
	drop constraint payment_deliveries_check,
	-- Compared byte by byte, not by the rules of a language.
	alter column network type text collate "C",
	alter column asset type text collate "C",
	alter column payer type text collate "C",
	alter column nonce type text collate "C",
	alter column offer_namespace type text collate "C",
	alter column offer_name type text collate "C",
	alter column state type payment_state,
	alter column x402_version type x402_version,
	alter column amount type atomic_amount,
	alter column charge type atomic_amount,
	alter column fingerprint type request_fingerprint;

-- An index that names the state has to be written for each new state. This one changes twice in a payment's life, so that
-- SETTLING, which waits for the disk, stays on its page; there is room for it there.
alter table payment
	add column open boolean not null generated always as (state in ('RESERVED', 'VERIFIED', 'EXECUTED', 'SETTLING', 'UNKNOWN')) stored,
	set (fillfactor = 70);
create index payment_open on payment (holder) where open;
create index payment_unpaid on payment (valid_before) where not open and settled_at is null;

-- An answer goes after its own short time, long before its payment may go.
alter table payment_answer drop constraint payment_answer_payment_id_fkey;

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
