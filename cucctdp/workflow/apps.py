from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "cucctdp.workflow"
    label = "workflow"
    verbose_name = "Quy trình"
