// ScriptedPeople
