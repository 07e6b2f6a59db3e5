-- A call that is over quickly goes from RESERVED to SETTLING in one step: VERIFIED is only noted while a call is running,
-- and EXECUTED became part of SETTLING, which stores the answer (docs/decisions).
create or replace function payment_guard() returns trigger language plpgsql as $$
begin
	if new.network <> old.network or new.asset <> old.asset or new.payer <> old.payer or new.nonce <> old.nonce then
		raise exception 'payment %: its identity can not change', old.id using errcode = 'check_violation';
	end if;
	if old.state = 'SETTLED' and (new.transaction is distinct from old.transaction or new.amount <> old.amount or new.pay_to <> old.pay_to) then
		raise exception 'payment %: what is settled can not change', old.id using errcode = 'check_violation';
	end if;
	if new.state = old.state then
		return new;
	end if;
	if (old.state, new.state) not in (
		('RESERVED', 'VERIFIED'), ('RESERVED', 'SETTLING'), ('RESERVED', 'RELEASED'), ('RESERVED', 'REJECTED'),
		('VERIFIED', 'EXECUTED'), ('VERIFIED', 'SETTLING'), ('VERIFIED', 'RELEASED'),
		('EXECUTED', 'SETTLING'), ('EXECUTED', 'RELEASED'),
		('SETTLING', 'SETTLED'), ('SETTLING', 'REJECTED'), ('SETTLING', 'UNKNOWN'),
		('UNKNOWN', 'SETTLED'), ('UNKNOWN', 'RELEASED'), ('UNKNOWN', 'SETTLING'),
		('RELEASED', 'RESERVED'), ('REJECTED', 'RESERVED')) then
		raise exception 'payment %: % can not become %', old.id, old.state, new.state using errcode = 'check_violation';
	end if;
	return new;
end $$;
