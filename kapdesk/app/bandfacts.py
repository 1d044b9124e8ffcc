"""What the band says: whose chart this is, what stands against it, and what was given today."""

from kapdesk.desk import Chart
from kapdesk.domain.alerts import Severity as AlertSeverity
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import age, local, show_date, show_moment
from kapdesk.services import backups, checklists, clients, doses, escorts, sessions, settings
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.ui.band import BandFacts
from kapdesk.ui.icons import Mark, MarkShape
from kapdesk.ui.identity import Flag, Severity
