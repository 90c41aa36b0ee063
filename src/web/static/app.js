// What makes pages better where scripts run. Every page does its work without.
document.documentElement.classList.add("js");
